import type { FaultCode } from '../../lib/shared/fault.ts';
import type { Reasons } from './reason.ts';

/** What stops the connector itself; for the operations team, whose runbook has a heading for each. */
export const faultReasons = {
  'setting-missing': {
    title: '缺少设置',
    happened: '某一功能缺少设置，或者设置无法识别。',
    remedy: '请按日志补正该项设置后重新部署或重启；消息不会丢失。',
  },
  'key-unavailable': {
    title: '密钥不可用',
    happened: '密钥服务、凭据服务或密钥文件未能提供密钥。',
    remedy: '请检查该服务的状态和访问权限；不得另行生成密钥。',
  },
  'pepper-changed': {
    title: '摘要密钥不符',
    happened: '本机的摘要密钥与数据表所用的不同，系统未写入任何数据。',
    remedy: '请恢复原摘要密钥。',
  },
  'store-unavailable': {
    title: '存储不可用',
    happened: '队列、数据表或文件存储未接受请求。',
    remedy: '请检查该服务的状态和限流；系统将自动重试。',
  },
  'store-contention': {
    title: '写入冲突过多',
    happened: '同一信用档案在一次处理中变动过于频繁。',
    remedy: '系统将自动重试；持续出现的，请检查是否有来源反复报送同一文书。',
  },
  'subject-failed': {
    title: '个别主体未能公布',
    happened: '年度评价公布时，个别主体的结果未能写入；其余主体均已公布。',
    remedy: '请在年度评价的进度中查看是哪些主体及原因；原因消除后系统每半小时自动重试，不会重复公布。',
  },
  'access-refused': {
    title: '访问被拒绝',
    happened: '云服务拒绝了某一功能的凭据或者权限。',
    remedy: '请比对部署模板，恢复被更改的角色、密钥或者策略；凭据过期的，系统将自动重试。',
  },
  'object-missing': {
    title: '文件未送达',
    happened: '所报送的文件尚未送达存储。',
    remedy: '系统将自动复查；请向报送机关核实是否已上传。',
  },
  'message-unreadable': {
    title: '消息无法识别',
    happened: '队列中有并非由本系统发出的消息。',
    remedy: '请检查谁有权写入该队列；该消息已转入死信队列。',
  },
  'sealed-value-unreadable': {
    title: '加密数据无法打开',
    happened: '加密数据被移动或改动，不能以其密钥打开。',
    remedy: '请勿手工修改；请从时间点备份恢复该数据并比对。',
  },
  'receiver-unavailable': {
    title: '接收方无法对账',
    happened: '对账时接收方未提供其现有数据。',
    remedy: '请在接收方恢复后重新发起对账。',
  },
  'data-newer': {
    title: '数据由更新的版本写入',
    happened: '信用档案中有更新版本写入的内容，本版本不予展示、变更和推送。',
    remedy: '请重新部署该更新版本。',
  },
} as const satisfies Reasons<FaultCode>;
