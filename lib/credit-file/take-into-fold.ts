import { yearOf } from '../shared/day.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { arrivalOf } from './facts/arrival.ts';
import { isDecision } from './facts/decision-state.ts';
import { numberOf } from './facts/document-number.ts';
import { type DecisionFact, isSameRow } from './facts/fact.ts';
import { announced, categoriesOf, type Fold, filled } from './folding/fold.ts';
import { isPlainByItself, spokenOfIn } from './folding/plain-decisions.ts';
import type { CondensedFolder } from './ports.ts';
import { publicationsOf } from './projection/late-evidence.ts';
import type { IntakePorts } from './projection-ports.ts';
import { saveProjection, withFacts } from './save-projection.ts';
import { isInDoubt } from './set-aside.ts';
import type { Taken } from './taken.ts';
import { WriteConflict } from './write-conflict.ts';

/** How a decision meets the ones that are known. `otherwise`: all facts have to be read. */
type Meeting = 'new' | 'own' | 'duplicate' | 'otherwise';

/**
 * Takes decisions about a party with very many, without reading those that its fold sums. A decision that is not plain, or
 * is about a known one, is taken by `takeOthers`, which reads all facts.
 *
 * The slots of new decisions are announced in the fold before they are filled, so that every later projection looks into
 * them; after a crash the batch comes again and finds them.
 */
export async function takeIntoFold(
  folder: CondensedFolder,
  facts: readonly DecisionFact[],
  ports: IntakePorts,
  takeOthers: (facts: readonly DecisionFact[]) => Promise<Taken[]>,
): Promise<Taken[]> {
  const { fold } = folder;
  if (!fold) return takeOthers(facts);
  const meetingOf = meetingIn(folder, fold, { facts, ports });
  const met = facts.map((fact) => ({ fact, meeting: meetingOf(fact) }));
  const fresh = met.flatMap(({ fact, meeting }) => (meeting === 'new' ? [fact] : []));
  if (fresh.length > 0) await fillSlots(folder, fold, { fresh, ports });
  else if (met.some(({ meeting }) => meeting === 'own')) await saveProjection(folder, ports);
  const others = met.flatMap(({ fact, meeting }) => (meeting === 'otherwise' ? [fact] : []));
  const taken = others.length > 0 ? await takeOthers(others) : [];
  return met.map(({ fact, meeting }) => {
    if (meeting === 'otherwise') return taken[others.indexOf(fact)] ?? { kind: 'duplicate' };
    return { kind: meeting === 'duplicate' ? 'duplicate' : 'accepted' };
  });
}

async function fillSlots(
  folder: CondensedFolder,
  before: Fold,
  { fresh, ports }: { fresh: readonly DecisionFact[]; ports: IntakePorts },
): Promise<void> {
  const { store } = ports;
  const { party } = folder;
  const fold = announced(before, folder, { decisions: fresh });
  if (!(await store.putFold(party, fold))) throw new WriteConflict(`fold of ${party}`);
  await inParallel(fresh, async (fact) => {
    if (!(await store.fillSlot(party, fact))) throw new WriteConflict(`slot of ${party}`);
  });
  // If another writer was first, the next announcement does it.
  const next = filled(fold, folder, { decisions: fresh });
  if (next) await store.putFold(party, next);
  await saveProjection(withFacts(folder, fresh), ports);
}

/** Compares a decision with those of the folder, of the slots that were read for it, and of its own batch. */
function meetingIn(
  { party, facts: known, inSlots }: CondensedFolder,
  fold: Fold,
  { facts, ports }: { facts: readonly DecisionFact[]; ports: IntakePorts },
): (fact: DecisionFact) => Meeting {
  const byNumber = Map.groupBy(
    new Map([...known.filter(isDecision), ...inSlots].map((fact) => [fact.key, fact])).values(),
    numberOf,
  );
  const coming = Map.groupBy(facts, numberOf);
  const spokenOf = spokenOfIn(known);
  const categories = categoriesOf(fold);
  const published = new Set(categories.flatMap((category) => [...publicationsOf(known, category).keys()]));
  return (fact) => {
    const number = numberOf(fact);
    const isAlone =
      coming.get(number)?.length === 1 &&
      isPlainByItself(fact, categories) &&
      !spokenOf.has(fact.key) &&
      !spokenOf.has(number) &&
      !isInDoubt(party, fact, known, ports);
    if (!isAlone) return 'otherwise';
    const [other, another] = byNumber.get(number) ?? [];
    if (!other) return published.has(yearOf(fact.decidedOn)) ? 'otherwise' : 'new';
    if (another || other.key !== fact.key) return 'otherwise';
    if (isSameRow(other, fact)) return 'own';
    return arrivalOf(other) < arrivalOf(fact) ? 'duplicate' : 'otherwise';
  };
}
