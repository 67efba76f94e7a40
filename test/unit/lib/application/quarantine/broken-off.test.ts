import { expect, it } from 'vitest';
import { isFree } from '../../../../../lib/application/quarantine/broken-off.ts';
import type { RowDecision } from '../../../../../lib/feeds/quarantine.ts';

const begun: RowDecision = {
  kind: 'correction',
  by: 'bureau',
  at: '2026-06-30T04:00:00.000Z',
  said: '',
  facts: ['party/a'],
};
const again = {
  kind: 'correction',
  by: 'bureau',
  at: '2026-06-30T04:00:30.000Z',
  facts: ['party/a'],
} as const;

it.each([
  ['the same decision again', 'deciding', again, true],
  ['a dismissal by the same agency', 'deciding', { ...again, kind: 'dismissal' }, false],
  ['other values by the same agency', 'deciding', { ...again, facts: ['party/b'] }, false],
  ['another agency', 'deciding', { ...again, by: 'another' }, false],
  [
    'another agency after a minute',
    'deciding',
    { ...again, by: 'another', at: '2026-06-30T04:01:01.000Z' },
    true,
  ],
  ['what waits', 'waiting', { ...again, by: 'another' }, true],
  ['what is decided', 'dismissed', again, false],
] as const)('lets %s decide, or not', (_who, state, next, isAllowed) => {
  expect(isFree({ state, decisions: [begun] }, next)).toBe(isAllowed);
});
