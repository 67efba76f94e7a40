import { explain, type Reason, type Reasons } from './reason.ts';

/** Why a receiver has not acknowledged a delivery. */
export const deliveryReasons = {
  'ledger-unsigned': {
    title: '台账未签名',
    happened: '披露台账在规定时间内未完成签名，暂不推送。',
    remedy: '请运维人员检查签名密钥；恢复后自动推送。',
  },
  'too-late': {
    title: '本次处理超时',
    happened: '本次处理用时过长，为防止旧状态覆盖新状态，未予发送。',
    remedy: '无需办理，系统自动重试。',
  },
  'receiver-down': {
    title: '接收方停止应答',
    happened: '接收方连续未应答，暂停向其推送。',
    remedy: '请联系接收方；恢复后自动推送最新状态。',
  },
  timeout: {
    title: '接收方未按时应答',
    happened: '接收方未在规定时间内应答，是否收到不明。',
    remedy: '无需办理，系统先行核实再重试；持续出现的，请联系接收方。',
  },
  'no-answer': {
    title: '接收方未应答',
    happened: '与接收方的连接未建立或中断。',
    remedy: '无需办理，系统自动重试；持续出现的，请联系接收方。',
  },
  'http-status': {
    title: '接收方返回错误状态',
    happened: '接收方的接口返回了错误状态码。',
    remedy: '系统自动重试；持续出现的，请将状态码告知接收方。',
  },
  'unreadable-receipt': {
    title: '回执无法识别',
    happened: '接收方的回执不是约定的格式。',
    remedy: '系统自动重试；持续出现的，请联系接收方。',
  },
  'unreadable-answer': {
    title: '应答无法识别',
    happened: '接收方的应答不是约定的格式。',
    remedy: '系统自动重试；持续出现的，请联系接收方。',
  },
  'unreadable-page': {
    title: '查询结果无法识别',
    happened: '接收方返回的现有数据不是约定的格式。',
    remedy: '系统自动重试；持续出现的，请联系接收方。',
  },
  'answer-too-large': {
    title: '应答过大',
    happened: '接收方的应答超出限度，未读完即停止，是否收到不明。',
    remedy: '系统自动重试；请联系接收方。',
  },
  'repeated-cursor': {
    title: '名单分页循环',
    happened: '接收方名单的下一页标记绕回了已经读过的页，无法读完。',
    remedy: '系统自动重试；请商请接收方修正其分页。',
  },
  'endless-list': {
    title: '名单分页没有尽头',
    happened: '接收方名单的页数超出限度，无法读完。',
    remedy: '系统自动重试；请联系接收方。',
  },
  'oversized-page': {
    title: '名单单页过大',
    happened: '接收方名单的一页超出约定的条数，未予采用。',
    remedy: '请商请接收方按约定的条数分页。',
  },
  'empty-pages': {
    title: '名单反复返回空页',
    happened: '接收方名单连续返回没有记录的页，无法读完。',
    remedy: '请商请接收方修正其分页。',
  },
  'slow-list': {
    title: '名单读取超时',
    happened: '未能在规定时间内读完接收方的名单。',
    remedy: '系统自动重试；持续出现的，请联系接收方。',
  },
  'list-refused': {
    title: '名单查询被拒绝',
    happened: '接收方未提供其现有名单，无法核实是否收到。',
    remedy: '系统自动重试；持续出现的，请联系接收方。',
  },
  'signature-refused': {
    title: '签名未通过',
    happened: '接收方未认可本系统报文的签名。',
    remedy: '请与接收方核对签名密钥。',
  },
  'batch-refused': {
    title: '整批被拒收',
    happened: '接收方拒收了整批信息。',
    remedy: '系统自动重试；持续出现的，请将其返回的代码告知接收方。',
  },
  'newer-version': {
    title: '接收方已有更新的版本',
    happened: '接收方现有的版本比本系统的更新。',
    remedy: '请先与接收方核实何以如此，再重新推送。',
  },
  refused: {
    title: '接收方拒收',
    happened: '接收方拒收该条信息，并返回了其代码。',
    remedy: '请按该代码与接收方核实，处理后重新推送。',
  },
} as const satisfies Reasons;
type DeliveryReasonCode = keyof typeof deliveryReasons;

const isOurs = (problem: string): problem is DeliveryReasonCode => Object.hasOwn(deliveryReasons, problem);

/** The reason behind a delivery's `problem`: a word of ours, a status, a network code, or the receiver's own code. */
export const explainDelivery = (problem: string): Reason => explain(deliveryReasons, deliveryCode(problem));

function deliveryCode(problem: string): DeliveryReasonCode {
  if (isOurs(problem)) return problem;
  if (problem.startsWith('4090')) return 'newer-version';
  if (problem.startsWith('http-')) return 'http-status';
  if (problem.startsWith('batch-refused-')) return 'batch-refused';
  return isNetworkCode(problem) ? 'no-answer' : 'refused';
}

/** `econnreset`, `eai_again`, `und_err_socket`, `cert_has_expired`, in lower case. */
const isNetworkCode = (problem: string): boolean => /^(e[a-z]{3,}|[a-z]+(_[a-z]+)+)$/.test(problem);
