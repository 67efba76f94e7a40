import { describe, expect, it } from 'vitest';
import type { PartyKey, Sealed } from '../../../../../lib/credit-file/facts/subject.ts';
import type { Delivery } from '../../../../../lib/credit-file/projection/delivery-state.ts';
import {
  agendaOf,
  agendaPlaceOf,
  agendaWaitingSince,
  type FileState,
  parseAgendaPlace,
} from '../../../../../lib/credit-file/projection/file-state.ts';
import { day } from '../../../../../lib/shared/day.ts';

const file = (change: Partial<FileState>): FileState => ({
  party: 'party' as PartyKey,
  category: 'pharmacy',
  version: 1,
  revision: 1,
  scheme: 'uscc',
  identity: { sealed: 'sealed' as Sealed, digest: 'digest', nameDigest: 'name' },
  status: 'active',
  sanctions: [],
  deliveries: {},
  leases: {},
  ...change,
});
const early = '2026-06-01T00:00:00.000Z';
const late = '2026-06-02T00:00:00.000Z';
const pending = (pendingSince: string | undefined): Delivery => ({
  stage: 'pending',
  wanted: { version: 1, digest: 'd', at: late },
  attempt: 3,
  dueAt: '2026-06-02T09:00:00.000Z',
  pendingSince,
});
const entryOf = (state: FileState) => parseAgendaPlace(agendaOf(state) ?? '');

describe('the place of a file in the agenda', () => {
  it('is the next attempt, and says since when the oldest delivery waits', () => {
    const entry = entryOf(file({ deliveries: { directory: pending(late), settlement: pending(early) } }));
    expect(entry).toEqual({ at: '2026-06-02T09:00:00.000Z', about: 'ds', since: '1780272000' });
    expect(agendaPlaceOf(entry)).toBe('2026-06-02T09:00:00.000Z#ds1780272000');
    expect(agendaWaitingSince(entry)).toBe(early);
  });

  it('says it for a delivery without that instant by its last change', () => {
    expect(agendaWaitingSince(entryOf(file({ deliveries: { directory: pending(undefined) } })))).toBe(late);
  });

  it('says nothing of the kind where nothing is pending', () => {
    expect(agendaOf(file({ changesOn: day('2026-12-31') }))).toMatch(/#c$/);
    expect(agendaWaitingSince({ at: late, about: 'ch' })).toBeUndefined();
  });

  it('of an earlier release counts from when it was due', () => {
    expect(agendaWaitingSince(parseAgendaPlace(`${late}#dc`))).toBe(late);
  });
});
