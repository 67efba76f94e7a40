import { refusalReasons } from '../../schemas/reasons/refusal-grounds.ts';
import type { AnswerOf, InputOf } from '../api/operation-types.ts';

export type Deadline = AnswerOf<'GET /v1/deadlines'>['deadlines'][number];
export type Objection = AnswerOf<'GET /v1/objections/{id}'>;
export type Repair = AnswerOf<'GET /v1/repairs/{id}'>;
export type Applicant = InputOf<'POST /v1/objections'>['body']['applicant'];
export type Ground = Repair['obstacles'][number]['ground'];

/** Official terms of casework (Art. 19, 20, 27 to 31). */
export const caseKindNames: Readonly<Record<Deadline['kind'], string>> = {
  objection: '异议申诉',
  repair: '信用修复',
};

export const caseStateNames: Readonly<Record<Objection['state'] | Repair['state'], string>> = {
  open: '待作出决定',
  proposed: '待第二人确认',
  upheld: '已更正',
  refused: '未予支持',
  'refusal-contested': '对不予修复有异议',
  'in-notice': '修复公示中',
  'notice-contested': '公示有异议',
  stopped: '公示异议成立，终止修复',
  repaired: '已修复',
};

export const dueNames: Readonly<Record<Deadline['what'], string>> = {
  decide: '作出决定',
  extended: '作出决定（已延长）',
  notice: '公示期满',
  objection: '对不予修复异议的决定',
};

export const capacityNames: Readonly<Record<Applicant['capacity'], string>> = {
  self: '本人（本单位）',
  representative: '法定代表人',
  agent: '代理人',
};

export const verdictNames: Readonly<Record<'upheld' | 'granted' | 'refused', string>> = {
  upheld: '异议成立，更正评价结果',
  granted: '准予修复',
  refused: '不予支持',
};

export const groundNames: Readonly<Record<Ground, string>> = {
  'too-early': refusalReasons['too-early'].title,
  recurred: refusalReasons.recurred.title,
  'excluded-kind': refusalReasons['excluded-kind'].title,
  'found-elsewhere': refusalReasons['found-elsewhere'].title,
  other: '其他（写明条款）',
};
