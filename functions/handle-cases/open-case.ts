import { type OpenedCase, readCase, settleCase } from '../../lib/composition/settle-case.ts';
import type { Case } from '../../lib/credit-file/case-state.ts';
import type { CaseFact } from '../../lib/credit-file/fact.ts';
import type { PartyKey } from '../../lib/credit-file/subject.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { categories } from '../../lib/shared/category.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { CaseDeps } from './case-deps.ts';

type Kind = Case['kind'];
type Opened<K extends Kind> = OpenedCase & { readonly one: Extract<Case, { kind: K }> };

const letters = { objection: 'O', repair: 'K' } as const;

/** The case behind an id `<category>.<party>.<number>`. @throws Problem 404 */
export async function openCase<K extends Kind>(kind: K, id: string, deps: CaseDeps): Promise<Opened<K>> {
  const [named, party = '', number = '', ...rest] = id.split('.');
  const category = categories.find((one) => one === named);
  const isId = category && /^[\w-]{22}$/.test(party) && /^[\d-]{1,12}$/.test(number) && rest.length === 0;
  const opened = isId
    ? await readCase(party as PartyKey, `${letters[kind]}.${category}.${number}`, deps.ports)
    : undefined;
  if (opened?.one?.kind === kind) return opened as Opened<K>;
  throw new Problem(
    404,
    `unknown-${kind}`,
    `There is no such ${kind}. Use an id of files/query or of GET /v1/deadlines.`,
  );
}

/**
 * Adds what was said and lets it take effect. The index is told first, so that the sweep finishes what breaks off.
 * @throws Problem 409 when another officer was faster
 */
export async function say<K extends Kind>(
  opened: Opened<K>,
  fact: CaseFact,
  deps: CaseDeps,
): Promise<Opened<K>> {
  const { filedAt, key, folder, one } = opened;
  const on = dayOf(deps.runtime.clock());
  await deps.folders.moveCase(filedAt, key, { on, stage: 'settling' });
  const isFirst = await deps.folders.addFact(folder.party, fact);
  const settled = await settleCase(opened, deps.ports);
  if (!isFirst)
    throw new Problem(
      409,
      'decided-meanwhile',
      `Another officer was faster; the ${one.kind} is now ${settled.one?.state}. Read it again before going on.`,
    );
  return settled as Opened<K>;
}
