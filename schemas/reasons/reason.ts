/** What stands beside a code for the people who read it, in Chinese; programs read the code. */
export interface Reason {
  /** A few words, as a list or a heading shows them. */
  readonly title: string;
  /** What happened, in whole sentences. */
  readonly happened: string;
  /** What the reader does now, in whole sentences. */
  readonly remedy: string;
  /** A right value, made up, where one says more than a rule. */
  readonly example?: string;
}

/** Reasons of one group, by code. A code means one thing within its group. */
export type Reasons<Code extends string = string> = Readonly<Record<Code, Reason>>;

/** Of a code that this release has no words for: a later one kept it, and was put back. */
const unexplained: Reason = {
  title: '原因未收录',
  happened: '本版本未收录该原因代码的说明。',
  remedy: '请按原因代码向系统运维人员询问。',
};

/** The words of a code: `explain(rowReasons, 'not-a-date')`. A code that the group lacks does not compile. */
export const explain = <Code extends string>(reasons: Reasons<Code>, code: NoInfer<Code>): Reason =>
  Object.hasOwn(reasons, code) ? reasons[code] : unexplained;

/** What happened and what to do, with the example where there is one, as one text. */
export const sentencesOf = ({ happened, remedy, example }: Reason): string =>
  `${happened}${remedy}${example ? `例如：${example}。` : ''}`;

/** The sentences of a code. */
export const explanationOf = <Code extends string>(reasons: Reasons<Code>, code: NoInfer<Code>): string =>
  sentencesOf(explain(reasons, code));
