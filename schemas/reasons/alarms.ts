import { explain, type Reason, type Reasons } from './reason.ts';

/** Why an alarm rings, by the heading of the runbook that its operator opens. */
const alarmReasons = {
  'dead-letters': {
    title: '有消息多次处理失败',
    happened: '队列中有消息多次处理失败，已转入死信队列。',
    remedy: '请查明原因后重新投递，消息不会丢失。',
  },
  'queue-backlog': {
    title: '队列积压',
    happened: '最早一条消息等待的时间已超过一次重试所需。',
    remedy: '请查看处理该队列的函数是否报错或者受限。',
  },
  'function-failing': {
    title: '处理程序报错',
    happened: '一个处理程序连续报错。',
    remedy: '请按日志中的故障代码办理。',
  },
  'function-silent': {
    title: '定时任务没有运行',
    happened: '一个定时任务在规定时间内没有运行。',
    remedy: '请检查定时规则是否停用。',
  },
  'delivery-given-up': {
    title: '推送已停止重试',
    happened: '有推送被接收方拒收，已停止重试。',
    remedy: '请在“推送与对账”查看原因，处理后重新推送。',
  },
  'receiver-stopped': {
    title: '接收方没有应答',
    happened: '接收方连续没有应答，已暂停推送，系统自动重试。',
    remedy: '请联系接收方；恢复后自动补推，无须重新报送。',
  },
  'suspension-release-overdue': {
    title: '惩戒复核超过期限',
    happened: '有待复核的惩戒超过期限仍未办理。',
    remedy: '请第二人在复核台办理。',
  },
  'case-overdue': {
    title: '异议或者修复超过期限',
    happened: '有异议或者修复申请超过办理期限。',
    remedy: '请信用专员尽快办理，或者依规延期。',
  },
  'run-failed': {
    title: '文件未能读取',
    happened: '有报送的文件未能读取，其中没有一行被采纳。',
    remedy: '请在“来源与批次”查看原因，由来源机关更正后重报。',
  },
  'run-stuck': {
    title: '批次停滞',
    happened: '有批次超过一小时没有进展。',
    remedy: '系统会自动继续，请勿重复报送；请检查队列和处理程序。',
  },
  'suspected-removals': {
    title: '名单缺少原有主体',
    happened: '新的全量名单中缺少原有主体，等待确认是否移出。',
    remedy: '请在“待人工”逐一确认。',
  },
  'pull-failing': {
    title: '拉取失败',
    happened: '从来源机关接口拉取数据连续失败。',
    remedy: '请联系来源机关，或者核对地址和凭证。',
  },
  'source-quiet': {
    title: '来源逾期未报送',
    happened: '有来源超过约定间隔没有报送。',
    remedy: '请联系来源机关。',
  },
  'legal-basis-lapsed': {
    title: '办法依据已失效',
    happened: '登记的法律依据已过有效期。',
    remedy: '请在“规则与参数”登记新的依据。',
  },
  'outbox-old': {
    title: '推送等待过久',
    happened: '有推送等待超过十五分钟。',
    remedy: '请在“推送与对账”查看接收方状态。',
  },
  'reconciliation-differences': {
    title: '对账发现差异',
    happened: '接收方保存的内容与信用档案不一致。',
    remedy: '请在“推送与对账”逐一处理差异。',
  },
  'reconciliation-failed': {
    title: '对账没有完成',
    happened: '有接收方的清单未能读完。',
    remedy: '请在“推送与对账”查看原因，处理后重新对账。',
  },
  'reconciliation-old': {
    title: '对账超过一天没有完成',
    happened: '最近一次完成的对账已超过二十六小时。',
    remedy: '请在“推送与对账”重新对账。',
  },
  'ledger-unsigned': {
    title: '台账没有签名',
    happened: '公示台账等待签名过久，向目录的推送可能已停止。',
    remedy: '请检查签名密钥。',
  },
  'subscription-failing': {
    title: '订阅推送持续失败',
    happened: '有机关的订阅地址一小时以上未接收等级变动。',
    remedy: '请按订阅所列原因联系该机关；变动不会丢失，恢复后自动补推。',
  },
  'subscription-disabled': {
    title: '订阅已停用',
    happened: '有机关的订阅因地址失效或者多日失败而停用。',
    remedy: '请通知该机关；恢复订阅后从停用处继续，其间可用变动接口查询。',
  },
  'sealed-value-unreadable': {
    title: '密文无法解开',
    happened: '有密文无法用现有密钥解开。',
    remedy: '请在清理旧密钥之前查明。',
  },
} satisfies Reasons;

/** Headings of the runbook with words here. A test compares them with the alarms of `infra/alarms.ts`. */
export const alarmHeadings: readonly string[] = Object.keys(alarmReasons);

/** What an alarm means and what to do, by its heading. */
export const explainAlarm = (heading: string): Reason =>
  explain<string>(alarmReasons as Reasons<string>, heading);
