import { expect, it } from 'vitest';
import { partOf } from '../../../lib/credit-file/identity.ts';
import { day } from '../../../lib/shared/day.ts';

const listed = (listedOn: string, removedOn?: string) =>
  ({
    kind: 'listing',
    list: 'serious-violation',
    listedOn: day(listedOn),
    ...(removedOn && { removedOn: day(removedOn) }),
  }) as const;

it('takes a removal for the same part of the document as its listing', () => {
  expect(partOf(listed('2026-01-05', '2026-03-01'))).toBe(partOf(listed('2026-01-05')));
});

it('takes a second listing under one number for another interval', () => {
  expect(partOf(listed('2026-05-05'))).not.toBe(partOf(listed('2026-01-05')));
});
