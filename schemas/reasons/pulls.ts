import { explain, type Reason, type Reasons } from './reason.ts';

/** Why the page of an authority's endpoint was not taken. */
export const pullReasons = {
  'token-missing': {
    title: '缺少访问凭据',
    happened: '没有该接口的访问凭据。',
    remedy: '请将来源机关给予的凭据存入凭据服务。',
  },
  'private-address': {
    title: '地址属于专用网络',
    happened: '接口的域名指向专用网络地址，为安全起见不予连接。',
    remedy: '该地址确属政务网络的，请在设置中准许；否则请与来源机关核实。',
  },
  redirected: {
    title: '接口已转移',
    happened: '接口将请求转往其他地址，为安全起见不予跟随。',
    remedy: '请与来源机关核实新地址后更改设置。',
  },
  encoded: {
    title: '内容经过压缩',
    happened: '接口返回了未经约定的压缩内容。',
    remedy: '请商请来源机关返回未压缩的内容。',
  },
  'too-large': {
    title: '单页过大',
    happened: '接口返回的一页超出约定的大小。',
    remedy: '请在设置中减少每页的条数。',
  },
  'http-status': {
    title: '接口返回错误状态',
    happened: '来源机关的接口返回了错误状态码。',
    remedy: '系统自动重试；状态码为401、403的，请更换访问凭据，其他持续出现的，请联系来源机关。',
  },
  timeout: {
    title: '接口未按时应答',
    happened: '来源机关的接口未在规定时间内应答。',
    remedy: '系统自动重试；持续出现的，请联系来源机关。',
  },
  'no-answer': {
    title: '接口未应答',
    happened: '与来源机关接口的连接未建立或中断。',
    remedy: '系统自动重试；持续出现的，请联系来源机关。',
  },
  'not-json': {
    title: '内容不是JSON',
    happened: '接口声明返回JSON，内容却不是。',
    remedy: '请与来源机关核实接口是否变更。',
  },
  'unknown-shape': {
    title: '结构与约定不符',
    happened: '接口返回的JSON中没有记录的列表。',
    remedy: '请与来源机关核实接口是否变更。',
  },
  'unknown-cursor': {
    title: '分页标记无法识别',
    happened: '接口返回的下一页标记不是约定的形式。',
    remedy: '请与来源机关核实接口是否变更。',
  },
  'repeated-cursor': {
    title: '分页标记循环',
    happened: '接口的下一页标记绕回了已经取过的页，没有尽头。',
    remedy: '已取得的各页均已保存；请商请来源机关修正接口的分页。',
  },
  'repeated-page': {
    title: '各页内容循环',
    happened: '接口反复返回已经取过的页的内容，没有尽头。',
    remedy: '已取得的各页均已保存；请商请来源机关修正接口的分页。',
  },
  'endless-list': {
    title: '分页没有尽头',
    happened: '接口返回的页数或者连续的空页数超出限度。',
    remedy: '请与来源机关核实；确有如此多数据的，请在设置中增加每页的条数。',
  },
} as const satisfies Reasons;
type PullReasonCode = keyof typeof pullReasons;

const isOurs = (problem: string): problem is PullReasonCode => Object.hasOwn(pullReasons, problem);

/** The reason behind a pull's `problem`: a word of ours, a status, or a network code. */
export function explainPull(problem: string): Reason {
  if (isOurs(problem)) return pullReasons[problem];
  return explain(pullReasons, problem.startsWith('http-') ? 'http-status' : 'no-answer');
}
