import { type Category, categories } from '../shared/category.ts';

/** A finding of the bureau that no table has a row for: it is kept in the file (只入档). Its figure is a number of cases. */
export interface FileOnlyFinding {
  readonly name: string;
  readonly categories: readonly Category[];
}

/** A commendation or award of any authority (Art. 10), for every category. */
export const commendation = 'good-faith.commendation';

/**
 * By code (docs/regulation.md, Indicator codes). The handling of a pharmacist by the bureau (annex 7: 暂停, 取消医保服务药师资格)
 * scores nothing for the person, and is one case for the pharmacy (`linkIndicators`).
 */
export const fileOnlyFindings: ReadonlyMap<string, FileOnlyFinding> = new Map([
  [commendation, { name: '表彰奖励', categories }],
  ['pt.service-suspended', { name: '暂停医保服务药师资格', categories: ['pharmacist'] }],
  ['pt.service-disqualified', { name: '取消医保服务药师资格', categories: ['pharmacist'] }],
]);
