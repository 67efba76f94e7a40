/** A sentence of Art. 28 or 29, an application for repair of one decision, and what stands against it. */
export interface RepairCase {
  readonly says: string;
  /** The day of the finding. */
  readonly foundOn: string;
  readonly receivedOn: string;
  /** The day on which an officer looks at it; without it, the day of receipt. */
  readonly decidedOn?: string;
  readonly isVeto?: true;
  readonly foundBy?: 'another-authority';
  /** Another decision about the same kind of behaviour. */
  readonly other?: {
    readonly actOn: string;
    readonly decidedOn: string;
    readonly became?: 'repaired' | 'struck-out';
  };
  readonly expects: { readonly ground: string; readonly possibleFrom?: string } | 'nothing';
}

export const repairCases: readonly RepairCase[] = [
  {
    says: '第二十九条第一项：3月10日认定，六个月至9月10日届满，当日申请尚早',
    foundOn: '2026-03-10',
    receivedOn: '2026-09-10',
    expects: { ground: 'too-early', possibleFrom: '2026-09-11' },
  },
  {
    says: '第二十九条第一项：3月10日认定，9月11日起可以申请',
    foundOn: '2026-03-10',
    receivedOn: '2026-09-11',
    expects: 'nothing',
  },
  {
    says: '第二十九条第一项：8月31日认定，六个月至次年2月28日届满，3月1日起可以申请',
    foundOn: '2026-08-31',
    receivedOn: '2027-02-28',
    expects: { ground: 'too-early', possibleFrom: '2027-03-01' },
  },
  {
    says: '第二十九条第一项：过早提出的申请，等到期满也不予修复',
    foundOn: '2026-03-10',
    receivedOn: '2026-09-10',
    decidedOn: '2026-09-14',
    expects: { ground: 'too-early', possibleFrom: '2026-09-11' },
  },
  {
    says: '第二十九条第二项：认定之后再次发生同类行为，不予修复',
    foundOn: '2026-01-05',
    receivedOn: '2026-08-03',
    other: { actOn: '2026-02-01', decidedOn: '2026-05-01' },
    expects: { ground: 'recurred' },
  },
  {
    says: '第二十九条第二项：认定之前的同类行为，后来才作出决定，不是再次发生',
    foundOn: '2026-01-05',
    receivedOn: '2026-08-03',
    other: { actOn: '2025-11-20', decidedOn: '2026-05-01' },
    expects: 'nothing',
  },
  {
    says: '第二十九条第二项：认定当日的行为不是认定之后的行为',
    foundOn: '2026-01-05',
    receivedOn: '2026-08-03',
    other: { actOn: '2026-01-05', decidedOn: '2026-05-01' },
    expects: 'nothing',
  },
  {
    says: '第二十九条第二项：再次发生的行为本身已修复，不妨碍修复',
    foundOn: '2026-01-05',
    receivedOn: '2026-12-07',
    other: { actOn: '2026-02-01', decidedOn: '2026-05-01', became: 'repaired' },
    expects: 'nothing',
  },
  {
    says: '第二十九条第二项：再次发生的行为因异议剔除，不妨碍修复',
    foundOn: '2026-01-05',
    receivedOn: '2026-08-03',
    other: { actOn: '2026-02-01', decidedOn: '2026-05-01', became: 'struck-out' },
    expects: 'nothing',
  },
  {
    says: '第二十九条第三项：没有不予修复的行为种类，一票否决的也可以修复',
    foundOn: '2026-01-05',
    receivedOn: '2026-08-03',
    isVeto: true,
    expects: 'nothing',
  },
  {
    says: '第二十八条：其他机关认定的失信行为，由其他机关修复',
    foundOn: '2026-01-05',
    receivedOn: '2026-08-03',
    foundBy: 'another-authority',
    expects: { ground: 'found-elsewhere' },
  },
];
