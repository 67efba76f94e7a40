import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../../../lib/credit-file/facts/identity.ts';

/** The definition, field by field. Digests of what is stored depend on it. */
function defined(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => defined(item ?? null)).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${defined(field)}`).join(',')}}`;
}

const key = fc.oneof(fc.string(), fc.constantFrom('2026', '9', '10', '__proto__', '-1', '#', 'a', 'B', '药'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.constantFrom(null, undefined, true, 0.1, Number.NaN),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6 }),
  ),
}));

it('is JSON with its fields in order, whatever their names and values', () => {
  fc.assert(
    fc.property(value, (given) => {
      fc.pre(given !== undefined);
      expect(canonicalJson(given)).toBe(defined(given));
    }),
    { numRuns: 2_000 },
  );
});

it('orders numbers as text', () => {
  expect(canonicalJson({ 9: 1, 10: 2, a: { '-1': 3, 2: undefined } })).toBe('{"10":2,"9":1,"a":{"-1":3}}');
});
