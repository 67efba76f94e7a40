import { type Day, day } from '../shared/day.ts';
import { type Dated, inForceOn } from './in-force.ts';

/** A time limit (期限) of the regulation, with its figure by date. */
interface TimeLimit {
  readonly article: string;
  readonly unit: 'working-days' | 'months';
  readonly values: readonly [Dated<number>, ...Dated<number>[]];
}

const sinceTheRegulation = (value: number): readonly [Dated<number>] => [{ from: day('2023-05-08'), value }];

/** Every time limit of casework and publicity. A change is a further dated value. */
export const timeLimits = {
  /** To object, from the day on which the grade is made known. */
  'objection.file': {
    article: '第十九条',
    unit: 'working-days',
    values: sinceTheRegulation(10),
  },
  /** To decide an objection, from its receipt. */
  'objection.decide': {
    article: '第二十条',
    unit: 'working-days',
    values: sinceTheRegulation(15),
  },
  /** To wait before a repair, from the day of the decision. */
  'repair.wait': {
    article: '第二十九条第一项',
    unit: 'months',
    values: sinceTheRegulation(6),
  },
  /** To decide a repair, from its receipt. */
  'repair.decide': {
    article: '第三十一条',
    unit: 'working-days',
    values: sinceTheRegulation(10),
  },
  /** To decide a repair that is complicated, from its receipt. */
  'repair.decide-extended': {
    article: '第三十一条',
    unit: 'working-days',
    values: sinceTheRegulation(30),
  },
  /** Public notice of a repair, from its grant. */
  'repair.notice': {
    article: '第三十一条',
    unit: 'working-days',
    values: sinceTheRegulation(5),
  },
  /** To object to a refused repair, from the receipt of the refusal. */
  'repair.object': {
    article: '附件5',
    unit: 'working-days',
    values: sinceTheRegulation(15),
  },
  /** How long dishonesty information of an institution at E is public. */
  'disclosure.public': {
    article: '第二十六条第一项',
    unit: 'months',
    values: sinceTheRegulation(36),
  },
} as const satisfies Record<string, TimeLimit>;

export type TimeLimitName = keyof typeof timeLimits;

/** The figure of a time limit in force on a day, in the limit's own unit. */
export const timeLimit = (name: TimeLimitName, on: Day): number => inForceOn(timeLimits[name].values, on);
