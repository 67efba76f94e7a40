import { explain, type Reason, type Reasons } from './reason.ts';

/** Why an event was not taken by the address of a subscription. */
export const subscriberReasons = {
  'private-address': {
    title: '地址属于专用网络',
    happened: '接收地址的域名指向未经准许的专用网络，未予连接。',
    remedy: '该地址确属政务网络的，请由运维人员准许该网络。',
  },
  redirected: {
    title: '接收地址转往他处',
    happened: '接收地址要求转往其他地址，为安全起见不予跟随。',
    remedy: '请以新地址新建订阅，并从原有位置继续。',
  },
  'certificate-of-another-host': {
    title: '证书不属于该地址',
    happened: '接收地址出示的证书属于其他主机，未发送任何内容。',
    remedy: '请更换为该域名的证书。',
  },
  'certificate-not-trusted': {
    title: '证书不受信任',
    happened: '接收地址的证书已过期，或者不是由受信任的机构签发，未发送任何内容。',
    remedy: '请更换为受信任机构签发的有效证书。',
  },
  timeout: {
    title: '未按时应答',
    happened: '接收地址未在规定时间内应答。',
    remedy: '请先应答再处理内容；系统自动重试。',
  },
  'no-answer': {
    title: '没有应答',
    happened: '与接收地址的连接未建立或者中断。',
    remedy: '系统自动重试；请检查接收服务是否运行。',
  },
  'http-status': {
    title: '返回错误状态',
    happened: '接收地址返回了错误状态码。',
    remedy: '系统自动重试；状态码为410的，订阅即行停用。',
  },
  'purpose-not-open': {
    title: '用途已不开放',
    happened: '订阅的使用用途已不在规定之列。',
    remedy: '请以现行用途新建订阅。',
  },
} as const satisfies Reasons;
type SubscriberReasonCode = keyof typeof subscriberReasons;

const isOurs = (problem: string): problem is SubscriberReasonCode =>
  Object.hasOwn(subscriberReasons, problem);

/** The reason behind a subscription's `problem`: a word of ours, a status, or a network code. */
export function explainSubscriber(problem: string): Reason {
  if (isOurs(problem)) return subscriberReasons[problem];
  return explain(subscriberReasons, problem.startsWith('http-') ? 'http-status' : 'no-answer');
}
