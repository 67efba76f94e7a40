import type { DecisionFact, Fact } from '../../credit-file/facts/fact.ts';
import { digestOf } from '../../credit-file/facts/identity.ts';
import { officerOrigin } from '../../credit-file/facts/officer-origin.ts';
import { amongKnown } from '../../credit-file/facts/statement.ts';
import type { PartyKey, Sealed } from '../../credit-file/facts/subject.ts';
import { homeOf } from '../../credit-file/home-of.ts';
import { sanctionsLiftedBy } from '../../credit-file/lifted-sanctions.ts';
import type { SanctionKind } from '../../credit-file/projection/sanctions.ts';
import type { IntakePorts } from '../../credit-file/projection-ports.ts';
import { type Act, type Proposal, type ProposalStore, proposalDays } from '../../credit-file/proposal.ts';
import { Problem } from '../../runtime/problem.ts';

/** The facts that an act would add to the folder of a party. */
export interface Effect {
  readonly party: PartyKey;
  readonly facts: readonly Fact[];
}

export interface SecondOfficerDeps {
  readonly proposals: ProposalStore;
  readonly ports: IntakePorts;
}

/**
 * Four-eyes principle (四眼原则) for every act that would end or shorten a sanction in force: the first officer proposes
 * it, another one asks for the same and so confirms it. `always`: also where no sanction is lifted. Idempotent.
 * @returns the proposal while it waits; undefined when the act can be carried out
 * @throws Problem 403, 409
 */
export async function awaitsSecondOfficer(
  act: Act,
  { by, effects, always = false }: { by: string; effects: readonly Effect[]; always?: boolean },
  deps: SecondOfficerDeps,
): Promise<Proposal | undefined> {
  const lifts = await liftedBy(effects, deps);
  if (lifts.length === 0 && !always) return undefined;
  const { proposals, ports } = deps;
  const now = ports.clock();
  const known = await proposals.read(act);
  if (known && isOpen(known, { by, now })) {
    if (known.confirmedBy === by) return undefined;
    if (known.by === by) throw sameOfficer(lifts);
    const confirmed = { ...known, confirmedBy: by, revision: known.revision + 1 };
    if (!(await proposals.put(confirmed))) throw meanwhile();
    return undefined;
  }
  const proposal: Proposal = {
    ...act,
    by,
    at: now.toISOString(),
    lifts,
    revision: (known?.revision ?? 0) + 1,
  };
  if (!(await proposals.put(proposal))) throw meanwhile();
  return proposal;
}

/** Sanctions in force that the act would end or shorten. */
async function liftedBy(
  effects: readonly Effect[],
  { ports }: Pick<SecondOfficerDeps, 'ports'>,
): Promise<SanctionKind[]> {
  const byParty = Map.groupBy(effects, ({ party }) => party);
  const lifts = await Promise.all(
    [...byParty].map(async ([party, parts]) => {
      const folder = await ports.store.readFolder(party);
      const facts = parts.flatMap((part) => part.facts);
      return sanctionsLiftedBy(facts, folder, { ...ports, now: ports.clock() });
    }),
  );
  return [...new Set(lifts.flat())];
}

/** Whether a proposal can still be confirmed, or was confirmed by the same officer, whose act was interrupted. */
const isOpen = ({ at, confirmedBy }: Proposal, { by, now }: { by: string; now: Date }): boolean =>
  now.getTime() - Date.parse(at) < proposalDays * 86_400_000 &&
  (confirmedBy === undefined || confirmedBy === by);

const sameOfficer = (lifts: readonly SanctionKind[]): Problem =>
  new Problem(
    403,
    'same-officer',
    `${lifts.length > 0 ? `This lifts ${lifts.join(', ')} and` : 'This'} was proposed by the same officer. A second officer must confirm it.`,
  );

const meanwhile = (): Problem =>
  new Problem(409, 'decided-meanwhile', 'Another officer has just asked for the same. Look at it again.');

/** A withdrawal as if it were the last word about a fact, or its being put back. */
export const imaginedWithdrawal = (of: string, isWithdrawn = true): Fact => ({
  type: 'withdrawal',
  key: `W.${digestOf(of)}.r999999`,
  origin: officerOrigin('', ''),
  of,
  isWithdrawn,
  reason: '' as Sealed,
});

/** What taking back the facts of a row would mean, `<party>/<fact>` each. A fact of another row stays. */
export const takingBack = (
  ids: readonly string[],
  { runId, row }: { runId: string; row: number },
  store: IntakePorts['store'],
  isWithdrawn = true,
): Promise<Effect[]> =>
  Promise.all(
    ids.map(async (id) => {
      const [sentTo = '', of = ''] = id.split('/');
      const party = await homeOf(sentTo as PartyKey, store);
      const { facts } = await store.readFolder(party);
      const isOwn = facts.some(({ key, origin }) => key === of && origin.run === runId && origin.row === row);
      return { party, facts: isOwn ? [imaginedWithdrawal(of, isWithdrawn)] : [] };
    }),
  );

/** What taking a decision would mean for the party that holds it. */
export async function takingDecision(
  { party, fact }: { party: PartyKey; fact: DecisionFact },
  store: IntakePorts['store'],
): Promise<Effect> {
  const home = await homeOf(party, store, fact.decidedOn);
  const { facts } = await store.readFolder(home);
  return { party: home, facts: [amongKnown(fact, facts)] };
}

/** What moving decisions from one party to another would mean for both. */
export const moving = (
  { from, to }: { from: PartyKey; to: PartyKey },
  facts: readonly DecisionFact[],
): Effect[] => [
  { party: from, facts: facts.map(({ key }) => imaginedWithdrawal(key)) },
  { party: to, facts },
];

/**
 * The same question for an act that was ordered before and is carried out now: in between another act may have become
 * effective, and both together may lift a sanction.
 */
export async function stillAwaits(
  act: Act,
  asked: { by: string; effects: readonly Effect[] },
  deps: SecondOfficerDeps,
): Promise<boolean> {
  const known = await deps.proposals.read(act);
  if (known?.by === asked.by && known.confirmedBy === undefined) return true;
  return (await awaitsSecondOfficer(act, asked, deps)) !== undefined;
}
