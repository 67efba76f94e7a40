import { expect, it } from 'vitest';
import { sweepBasis } from '../../../../functions/sweep/sweep-basis.ts';
import { documentsText } from '../../../../lib/regulation/legal-documents.ts';
import { shippedBook } from '../../../../lib/regulation/policy.ts';

function counted(today: string, list?: string): number[] {
  const values: number[] = [];
  const metrics = {
    add: (name: string, value: number) => name === 'LegalBasisLapsed' && values.push(value),
    flush: () => undefined,
  };
  const book = { ...shippedBook, settings: list ? { 'regulation.basis': list } : {} };
  sweepBasis({ runtime: { clock: () => new Date(`${today}T04:00:00Z`), metrics }, book });
  return values;
}

it('the alarm sounds while no document on record covers the day (Art. 33)', () => {
  expect(counted('2026-05-07')).toEqual([0]);
  expect(counted('2026-05-08')).toEqual([1]);
  const next = { number: '藏医保〔2026〕20号', from: '2026-05-08', to: '2026-12-31', title: '信用管理办法' };
  expect(counted('2026-05-08', documentsText([next]))).toEqual([0]);
  expect(counted('2027-01-01', documentsText([next]))).toEqual([1]);
});
