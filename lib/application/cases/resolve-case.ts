import { type Case, type CaseDue, caseBehind, nextDeadline } from '../../credit-file/cases/case-state.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import type { Folder } from '../../credit-file/projection/project-folder.ts';
import type { ProjectionPorts } from '../../credit-file/projection-ports.ts';
import { projectParty } from '../../credit-file/save-projection.ts';
import { dayOf } from '../../shared/day.ts';

/**
 * A case with its folder. Its index entry stays with the party it was filed for. If that was a medical-insurance code,
 * its facts move with the code to the party that owns it.
 */
export interface OpenedCase {
  readonly key: string;
  readonly filedAt: PartyKey;
  readonly folder: Folder;
  readonly one?: Case | undefined;
}

/** The case with the key of its first fact, as of today. */
export async function readCase(
  filedAt: PartyKey,
  key: string,
  { store, clock }: Pick<ProjectionPorts, 'store' | 'clock'>,
): Promise<OpenedCase> {
  const folder = await store.readFolder(await homeOf(filedAt, store));
  return { key, filedAt, folder, one: caseBehind(key, folder.facts, dayOf(clock())) };
}

/** Updates the index entry to the case's next deadline. The entry of a closed case is removed. */
export async function noteDue(
  { filedAt, key, one }: Pick<OpenedCase, 'filedAt' | 'key' | 'one'>,
  stage: CaseDue['stage'],
  { store }: Pick<ProjectionPorts, 'store'>,
): Promise<void> {
  const next = one && nextDeadline(one);
  if (next) await store.moveCase(filedAt, key, { on: next.deadline.on, stage });
  else await store.stopWaiting(filedAt, key);
}

/**
 * Applies the facts of a case: projects the files, then updates the index entry. Idempotent, so that anybody who finds
 * it incomplete can repeat it.
 */
export async function applyCase(
  { filedAt, key }: Pick<OpenedCase, 'filedAt' | 'key'>,
  ports: ProjectionPorts,
): Promise<OpenedCase> {
  await projectParty(await homeOf(filedAt, ports.store), ports);
  const applied = await readCase(filedAt, key, ports);
  await noteDue(applied, 'waiting', ports);
  return applied;
}
