import { expect, it } from 'vitest';
import { remembered } from '../../../../lib/shared/remembered.ts';

it('computes the result of a short text once, also where it is undefined', () => {
  const asked: string[] = [];
  const compute = remembered((text) => {
    asked.push(text);
    return text === 'none' ? undefined : text.length;
  });
  for (const text of ['2026-05-01', 'none', '2026-05-01', 'none']) compute(text);
  expect(asked).toEqual(['2026-05-01', 'none']);
  expect([compute('2026-05-01'), compute('none')]).toEqual([10, undefined]);
});

it('keeps so many results at most, and none of a long text', () => {
  const asked: string[] = [];
  const compute = remembered((text) => asked.push(text), 2);
  for (const text of ['a', 'b', 'c', 'a', 'a text that is long', 'a text that is long']) compute(text);
  expect(asked).toEqual(['a', 'b', 'c', 'a', 'a text that is long', 'a text that is long']);
});
