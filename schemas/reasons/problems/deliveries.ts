import type { Reasons } from '../reason.ts';

/** Why a question or an order about receivers, or about the data key, does not go through. */
export const deliveryProblemReasons = {
  'unknown-delivery': {
    title: '推送不存在',
    happened: '没有该编号的推送。',
    remedy: '请使用推送清单所列的编号。',
  },
  'unknown-receiver': {
    title: '接收方不存在',
    happened: '所填接收方不存在。',
    remedy: '请从规定的接收方中选择。',
  },
  'unknown-state': {
    title: '推送状态不存在',
    happened: '所填推送状态不存在。',
    remedy: '请从规定的状态中选择。',
  },
  'delivery-settled': {
    title: '已经送达',
    happened: '接收方已确认该状态，无须重新推送。',
    remedy: '仍有疑问的，请发起对账。',
  },
  'comparison-running': {
    title: '比对正在进行',
    happened: '档案与接收方的比对正在进行，同时只进行一次。',
    remedy: '请等待完成后查看结果，需要时再次发起。',
  },
  'unknown-comparison': {
    title: '比对不存在',
    happened: '没有该编号的比对。',
    remedy: '请使用比对结果所列的编号。',
  },
  'unknown-difference': {
    title: '差异不存在',
    happened: '没有该编号的差异。',
    remedy: '请使用差异清单所列的编号。',
  },
  'difference-repaired': {
    title: '已有处理决定',
    happened: '该差异已作出处理决定，并已执行。',
    remedy: '请再次比对，查看是否仍有差异。',
  },
  'too-many-removals': {
    title: '待撤回的记录过多',
    happened: '已决定而尚未执行的撤回过多。',
    remedy: '请等待执行完成后再作决定。',
  },
  'already-ruled': {
    title: '他人已先行决定',
    happened: '另一人员已对该项暂停作出决定。',
    remedy: '请刷新后查看。',
  },
  'not-held': {
    title: '没有待复核的暂停',
    happened: '该信用档案没有等待复核的暂停措施。',
    remedy: '请刷新后查看。',
  },
  'never-told': {
    title: '从未推送',
    happened: '该信用档案从未向该接收方推送。',
    remedy: '请核对接收方和编号。',
  },
  'unknown-version': {
    title: '版本不存在',
    happened: '该信用档案没有可能推送过的该版本。',
    remedy: '请不填版本，查看接收方现在应有的状态。',
  },
  'rotation-running': {
    title: '数据密钥正在更换',
    happened: '上一次数据密钥更换尚未完成。',
    remedy: '请等待完成后再更换。',
  },
  'rotation-moved': {
    title: '他人已开始更换',
    happened: '另一人员刚刚开始更换数据密钥。',
    remedy: '请刷新后查看。',
  },
  'upgrade-running': {
    title: '正在转存旧版数据',
    happened: '上一次旧版数据转存尚未完成。',
    remedy: '请查看其进度，完成后如有需要再次进行。',
  },
} as const satisfies Reasons;
