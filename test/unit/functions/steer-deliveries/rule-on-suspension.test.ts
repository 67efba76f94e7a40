import { describe, expect, it } from 'vitest';
import { ruleOnSuspension } from '../../../../functions/steer-deliveries/rule-on-suspension.ts';
import type { FolderStore } from '../../../../lib/credit-file/ports.ts';
import type { FileState, PendingSuspension } from '../../../../lib/credit-file/projection/file-state.ts';
import type { IntakePorts } from '../../../../lib/credit-file/projection-ports.ts';
import { day } from '../../../../lib/shared/day.ts';
import { folderOf } from '../../../support/facts.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const id = `settlement.insured-person.${'p'.repeat(22)}`;
const suspension = { id: 'fact~2026-12-01', from: day('2026-06-01'), until: day('2026-12-01') };
const at = '2026-06-01T00:00:00.000Z';

/** The outcome of an officer's ruling on a file with a pending suspension. Every ruling was already given once. */
function rule(by: string, proposedBy: PendingSuspension['proposedBy']) {
  const pendingSuspension: PendingSuspension = { suspension, since: at, dueAt: at, proposedBy };
  const folder = {
    ...folderOf([]),
    files: new Map([['insured-person', { pendingSuspension } as FileState]]),
  };
  const folders = {
    readFolder: async () => folder,
    readCondensed: async () => ({ ...folder, inSlots: [], inLinkSlots: [] }),
    addFact: async () => false,
  } as Partial<FolderStore> as FolderStore;
  const ruling = { verdict: 'released', reason: '核实', by } as const;
  const runtime = fakeRuntime();
  const ports = { store: folders, clock: runtime.clock } as Partial<IntakePorts> as IntakePorts;
  return ruleOnSuspension(id, ruling, { runtime, folders, ports });
}

describe('a ruling on a pending suspension', () => {
  it.each(['bureau', 'corrector'])('is refused to the %s, who had a hand in the record', async (by) => {
    await expect(rule(by, ['bureau', 'corrector'])).rejects.toMatchObject({ code: 'same-officer' });
  });

  it('is refused to the sender whom a file of an earlier release names', async () => {
    await expect(rule('bureau', 'bureau')).rejects.toMatchObject({ code: 'same-officer' });
  });

  it('is open to a second officer', async () => {
    await expect(rule('second', ['bureau', 'corrector'])).rejects.toMatchObject({ code: 'already-ruled' });
    await expect(rule('bureau', 'bureau-2')).rejects.toMatchObject({ code: 'already-ruled' });
  });
});
