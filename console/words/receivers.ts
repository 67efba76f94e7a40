import type { AnswerOf } from '../api/operation-types.ts';

type Delivery = AnswerOf<'GET /v1/deliveries'>['deliveries'][number];
type Repair = NonNullable<AnswerOf<'GET /v1/convergence'>['differences'][number]['decision']>;

export type Receiver = Delivery['receiver'];
export type DeliveryState = Delivery['state'];

export const receiverNames: Readonly<Record<Receiver, string>> = {
  directory: '公共信用信息目录',
  settlement: '医保结算系统',
};

export const deliveryStateNames: Readonly<Record<DeliveryState, string>> = {
  'given-up': '已停止重试',
  pending: '推送中',
  held: '待复核',
  settled: '已确认',
};

/** What became of a decision about a difference. */
export const repairStateNames: Readonly<Record<Repair['state'], string>> = {
  proposed: '待第二人决定',
  delivered: '已重新推送',
  pending: '正在撤回',
  removed: '已撤回',
  changed: '接收方已变更，未撤回',
  refused: '不予撤回',
};

/** Compared fields of a receiver's record (`lib/convergence/content.ts`). */
const fieldNames: Readonly<Record<string, string>> = {
  category: '主体类别',
  identifier: '号码',
  state: '等级状态',
  cycle: '年度',
  validUntil: '有效期',
  grade: '信用等级',
  sanctions: '惩戒',
  name: '名称',
  begndate: '开始日期',
  enddate: '结束日期',
  kind: '种类',
};

export const fieldName = (field: string): string => fieldNames[field] ?? field;
