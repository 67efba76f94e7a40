/** What a row and a subject can agree or disagree in. */
export const candidateGrounds = {
  name: '姓名（名称）',
  number: '未遮掩的号码',
  employer: '任职机构',
  'legal-representative': '法定代表人',
  'medins-code': '医保编码',
  'former-number': '曾用统一社会信用代码',
} as const;

/**
 * Equal name; characters of the number that are not masked; employer; legal representative (法定代表人). Of an institution
 * that may go on under another number: its medical-insurance code, a number that it had before.
 */
export type CandidateGround = keyof typeof candidateGrounds;

/** Why a subject may be the one a row names in part, and what speaks against it, in a sentence. */
export function candidateSentence(found: {
  readonly grounds: readonly CandidateGround[];
  readonly against: readonly CandidateGround[];
}): string {
  const named = (some: readonly CandidateGround[]): string =>
    some.map((ground) => candidateGrounds[ground]).join('、');
  const agrees = found.grounds.length > 0 ? `${named(found.grounds)}相符` : '没有相符之处';
  return `${agrees}${found.against.length > 0 ? `，${named(found.against)}不符` : ''}。`;
}

/** That a row has candidates whom the officer does not see: they lie in other divisions. */
export const elsewhereSentence = (count: number): string =>
  `另有${count}个候选主体不属于本区划，由自治区医疗保障局认定。`;
