import type { TableRow } from './paper.ts';

/** The last row of annex 3: the applicant's promise, signature and day. */
export const signedByApplicant: TableRow = {
  text: [
    '　　本单位（本人）承诺，提交的材料真实有效。',
    '',
    '　　　　　　法定代表人（自然人）签字：　　　　　　（盖章/按手印）',
    '',
    '　　　　　　申请日期：',
  ].join('\n'),
  height: 130,
};
