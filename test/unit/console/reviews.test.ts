import { expect, it } from 'vitest';
import { pageOf } from '../../../console/screens/reviews/rulings.ts';

const person = (...scopes: string[]) => ({ sub: 'wangfang', scopes: new Set(scopes) });
const by = ['zhaxi'];

it.each([
  ['objection', person('review:write', 'casework:write'), 'objection'],
  ['refusal-objection', person('review:write', 'casework:write'), 'repair'],
  ['repair', person('review:write'), undefined],
  ['policy', person('review:write'), 'policy'],
  ['suspension', person('review:write'), undefined],
  ['cycle', person('review:write'), undefined],
] as const)(
  'a review of the kind %s has a page of its own where its scope is held',
  (kind, who, expected) => {
    expect(pageOf({ kind, proposedBy: by }, who)).toBe(expected);
  },
);

it('nobody decides what they proposed themselves', () => {
  expect(pageOf({ kind: 'policy', proposedBy: ['wangfang'] }, person('review:write'))).toBeUndefined();
});
