/** A sentence about a time limit in working days, and its last day worked out by hand. */
export interface TermCase {
  readonly says: string;
  readonly from: string;
  readonly workingDays: number;
  /** A division of the region; without one the days of the nation and the region apply. */
  readonly division?: string;
  /** Further notices of days off that have been announced. */
  readonly notices?: readonly {
    readonly year: number;
    readonly scope: string;
    readonly off: readonly string[];
    readonly takesBack?: readonly string[];
  }[];
  readonly expects: { readonly on: string; readonly provisional: boolean };
}

const lhasa = '540102';
const xuedun = { year: 2026, scope: '5401', off: ['2026-08-12', '2026-08-13', '2026-08-14'] };

export const termCases: readonly TermCase[] = [
  {
    // 10 to 13 February, 14 (worked Saturday), 27, 28 (worked Saturday), 2, 3, 4 March.
    says: '第十九条：2月9日公布，拉萨藏历新年放假至2月26日，异议至3月4日',
    from: '2026-02-09',
    workingDays: 10,
    division: lhasa,
    expects: { on: '2026-03-04', provisional: false },
  },
  {
    says: '第二十条：同一天收到的异议，3月11日前复核',
    from: '2026-02-09',
    workingDays: 15,
    division: lhasa,
    expects: { on: '2026-03-11', provisional: false },
  },
  {
    // 29, 30 September, 8, 9, 10 (worked Saturday), 12 to 16 October.
    says: '第十九条：9月28日公布，跨国庆节，异议至10月16日',
    from: '2026-09-28',
    workingDays: 10,
    expects: { on: '2026-10-16', provisional: false },
  },
  {
    says: '第二十条：9月28日收到的异议，10月23日前复核',
    from: '2026-09-28',
    workingDays: 15,
    expects: { on: '2026-10-23', provisional: false },
  },
  {
    says: '雪顿节通知不取消已公布的藏历新年放假',
    from: '2026-02-09',
    workingDays: 10,
    division: lhasa,
    notices: [xuedun],
    expects: { on: '2026-03-04', provisional: false },
  },
  {
    // 11, 17, 18, 19, 20 August.
    says: '雪顿节放假三天，期限顺延三个工作日',
    from: '2026-08-10',
    workingDays: 5,
    division: lhasa,
    notices: [xuedun],
    expects: { on: '2026-08-20', provisional: false },
  },
  {
    // 11, 14, 17, 18, 19 August.
    says: '后一通知只恢复其点名的一天，其余放假不变',
    from: '2026-08-10',
    workingDays: 5,
    division: lhasa,
    notices: [xuedun, { year: 2026, scope: '5401', off: [], takesBack: ['2026-08-14'] }],
    expects: { on: '2026-08-19', provisional: false },
  },
  {
    says: '雪顿节安排尚未公布，跨该节的期限为暂定',
    from: '2026-08-10',
    workingDays: 5,
    division: lhasa,
    expects: { on: '2026-08-17', provisional: true },
  },
  {
    says: '雪顿节是拉萨的节日，日喀则的期限不受影响',
    from: '2026-08-10',
    workingDays: 5,
    division: '540202',
    expects: { on: '2026-08-17', provisional: false },
  },
  {
    says: '日喀则未公布2026年藏历新年安排，跨该节的期限为暂定',
    from: '2026-02-13',
    workingDays: 5,
    division: '540202',
    expects: { on: '2026-02-27', provisional: true },
  },
];
