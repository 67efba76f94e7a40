import type { RowReading } from '../../../schemas/record.ts';
import type { PartyKey } from '../../credit-file/facts/subject.ts';
import type { FolderStore } from '../../credit-file/ports.ts';
import type { Run, RunProblem } from '../../feeds/run.ts';
import type { Vault } from '../../runtime/vault.ts';
import { isNameVariant } from '../../shared/names.ts';
import type { Scheme } from '../../shared/scheme.ts';

/** Subjects of ours that are looked up among the first rows: a file costs at most one lookup each. */
const subjectsCompared = 20;
export const rowsPeeked = 200;
/** With fewer contradictions than this, or a smaller share, each row waits by itself. */
const fewContradictions = 5;
const share = 0.25;

interface Named {
  readonly party: PartyKey;
  readonly scheme: Scheme;
  readonly name: string;
}

/**
 * Holds a file whose names and numbers seem shifted against each other, before any row counts: a column that was sorted or
 * moved alone gives each decision to somebody else's number. The names are compared with those of the credit files.
 * @param first the first rows of the file (`rowsPeeked`)
 */
export async function namesProblem(
  { isNamesReleased }: Pick<Run, 'isNamesReleased'>,
  first: readonly RowReading[],
  deps: { vault: Vault; folders: Pick<FolderStore, 'likelyStrangers' | 'readFiles'> },
): Promise<RunProblem | undefined> {
  if (isNamesReleased) return undefined;
  const named = namedIn(first, deps);
  if (named.length < fewContradictions) return undefined;
  const strangers = await deps.folders.likelyStrangers(named);
  const known = named.filter(({ party }) => !strangers.has(party)).slice(0, subjectsCompared);
  if (known.length < fewContradictions) return undefined;
  const wrong = await Promise.all(known.map((one) => isOtherName(one, deps)));
  const contradictions = wrong.filter(Boolean).length;
  if (contradictions < Math.max(fewContradictions, known.length * share)) return undefined;
  return {
    code: 'names-shifted',
    detail: `Of ${known.length} known subjects compared, ${contradictions} have another name in the registry: names and numbers seem shifted. Check the columns with the sender and send the file again, or release the run: each such row then waits for an officer.`,
  };
}

/** Each number of the first rows once, with the name beside it. */
function namedIn(first: readonly RowReading[], { vault }: { vault: Vault }): Named[] {
  const found = new Map<PartyKey, Named>();
  for (const reading of first) {
    if (reading.kind !== 'record' || reading.record.type !== 'decision') continue;
    const { scheme, id, name } = reading.record.subject;
    const party = vault.partyKey(scheme, id);
    if (name && !found.has(party)) found.set(party, { party, scheme, name });
  }
  return [...found.values()];
}

async function isOtherName(
  { party, name }: Named,
  { vault, folders }: { vault: Vault; folders: Pick<FolderStore, 'readFiles'> },
): Promise<boolean> {
  const files = [...(await folders.readFiles(party)).values()];
  return (
    files.length > 0 &&
    files.every(({ identity }) => !isNameVariant(name, vault.identify(party, identity).name))
  );
}
