import { type IndicatorLevels, levelsOf } from './levels.ts';

/**
 * Conditions of a row that the annex states and the evidence has to meet before it is entered, because no figure shows
 * them. Shown with the row.
 */
const conditions: Readonly<Record<string, string>> = {
  'mi.identity-check': '未按照规定核验参保人员医疗保障有效凭证，且造成医保基金损失的，才计入（附件6）',
};

/** What is shown with a row of a table beside its score. */
export interface RowNotes {
  readonly levels?: IndicatorLevels;
  readonly condition?: string;
}

/** The levels of a row and the condition of its rule. */
export function notesOf(code: string): RowNotes {
  const levels = levelsOf(code);
  const condition = conditions[code];
  return { ...(levels && { levels }), ...(condition && { condition }) };
}
