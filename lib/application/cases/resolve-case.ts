import { type Case, type CaseDue, caseBehind, nextDeadline } from '../../credit-file/cases/case-state.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { Folder } from '../../credit-file/projection/project-folder.ts';
import { homeOf, type ProjectionPorts, projectParty } from '../../credit-file/save-projection.ts';
import { dayOf } from '../../shared/day.ts';

/** A case with its folder. It waits where it was filed; its facts follow a medical-insurance code to the subject's home. */
export interface OpenedCase {
  readonly key: string;
  readonly filedAt: PartyKey;
  readonly folder: Folder;
  readonly one?: Case | undefined;
}

/** The case behind the key of its first fact, as it stands today. */
export async function readCase(
  filedAt: PartyKey,
  key: string,
  { store, clock }: Pick<ProjectionPorts, 'store' | 'clock'>,
): Promise<OpenedCase> {
  const folder = await store.readFolder(await homeOf(filedAt, store));
  return { key, filedAt, folder, one: caseBehind(key, folder.facts, dayOf(clock())) };
}

/** Says in the index when the case next needs somebody; a closed one leaves it. */
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
 * What was said of a case takes effect: the files are drawn anew, then its place in the index. Doing it again changes
 * nothing, so that whoever finds it half done does it over.
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
