import type { Day } from '../shared/day.ts';

/** A value of the regulation from a day on. A change is another entry; the earlier ones stay. */
export interface Dated<Value> {
  readonly from: Day;
  readonly value: Value;
}

/** The value in force on a day. Before the first day the first value applies, so that older documents can be read. */
export function inForceOn<Value>(values: readonly [Dated<Value>, ...Dated<Value>[]], on: Day): Value {
  return (values.filter(({ from }) => from <= on).at(-1) ?? values[0]).value;
}
