import type { Day } from '../shared/day.ts';

/** A value of the law from a day on; a change is a further entry, the earlier ones stay. */
export interface Dated<Value> {
  readonly from: Day;
  readonly value: Value;
}

/** The value in force on a day: the first one also before its day, so that older documents can still be read. */
export function inForceOn<Value>(values: readonly [Dated<Value>, ...Dated<Value>[]], on: Day): Value {
  return (values.filter(({ from }) => from <= on).at(-1) ?? values[0]).value;
}
