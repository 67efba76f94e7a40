import type { Reasons } from '../reason.ts';
import { decisionReasons } from './decision.ts';
import { formReasons } from './form.ts';
import { subjectReasons } from './subject.ts';
import { valueReasons } from './values.ts';

/** Why a row was not taken (原因代码 of an answer file): what a feed, or the file it concerns, found wrong with it. */
export const rowReasons = {
  ...subjectReasons,
  ...valueReasons,
  ...decisionReasons,
  ...formReasons,
} as const satisfies Reasons;
export type RowFindingCode = keyof typeof rowReasons;

/** Why something waits: rows, names that are gone from a full list, decisions of no subject of ours. */
export const waitingReasons = {
  ...rowReasons,
  'suspected-removal': {
    title: '疑似移出',
    happened: '最新一期名单上已无此人（单位），原有效力暂不改变。',
    remedy: '请向来源机关核实：确已移出的，予以确认；仍在名单上的，不予确认。',
  },
  unmatched: {
    title: '尚无登记主体',
    happened: '该决定的当事人不是已登记的信用主体。',
    remedy: '无需办理；该主体登记后自动记入信用档案。',
  },
} as const satisfies Reasons;
export type WaitingReasonCode = keyof typeof waitingReasons;
