import { explain, type Reason, type Reasons } from './reason.ts';

/** How what a receiver has differs from what a file says. */
export const differenceReasons = {
  'missing-there': {
    title: '接收方缺少该记录',
    happened: '接收方已确认收到，但其现有数据中没有该记录。',
    remedy: '请作出重新推送的决定；反复出现的，请与接收方核实何以删除。',
  },
  'extra-there': {
    title: '接收方多出该记录',
    happened: '信用档案不要求接收方保留该主体的记录，但其现有数据中仍有。',
    remedy: '请作出撤回该记录的决定。',
  },
  'unowned-there': {
    title: '接收方有不属于任何档案的记录',
    happened: '接收方现有数据中的该记录不对应本系统任何信用档案。',
    remedy: '请先与接收方核实来源；确属多余的，作出撤回的决定。',
  },
  'other-content': {
    title: '内容不一致',
    happened: '版本相同，但接收方记录的内容与信用档案不一致。',
    remedy: '请作出重新推送的决定；反复出现的，请与接收方核实由谁改动。',
  },
  'older-revision': {
    title: '接收方的版本较旧',
    happened: '接收方确认过较新的版本，但其现有数据是较旧的版本。',
    remedy: '请作出重新推送的决定；请与接收方核实是否恢复过旧数据。',
  },
  'newer-revision': {
    title: '接收方的版本较新',
    happened: '接收方现有的版本比信用档案推送过的更新，多见于本系统恢复旧数据之后。',
    remedy: '请核实后作出重新推送的决定，系统以更新的版本号推送档案现状。',
  },
  'given-up': {
    title: '推送已停止',
    happened: '接收方多次拒收，系统已停止推送，接收方没有档案的现状。',
    remedy: '请按拒收的代码处理，然后作出重新推送的决定。',
  },
} as const satisfies Reasons;
export type DifferenceCause = keyof typeof differenceReasons;
export const differenceCauses = Object.keys(differenceReasons) as [DifferenceCause, ...DifferenceCause[]];

export const explainDifference = (cause: DifferenceCause): Reason => explain(differenceReasons, cause);
