import { resealFact } from '../../lib/application/intake/reseal-fact.ts';
import { putBackStatement, withdrawFact } from '../../lib/application/intake/withdraw-fact.ts';
import { moving, stillAwaits } from '../../lib/application/quarantine/second-officer.ts';
import { isDecision } from '../../lib/credit-file/facts/decision-state.ts';
import type { DecisionFact } from '../../lib/credit-file/facts/fact.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import { takeDecisions } from '../../lib/credit-file/take-decisions.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { type MovedRecord, movedRecord } from '../../schemas/messages.ts';
import type { KeepBatchDeps } from './keep-batch.ts';

/**
 * Moves a record to the subject it is about (更正主体). The record is first added there and then withdrawn from the former
 * subject, so that it is in effect somewhere at every moment. Idempotent.
 */
export async function moveRecord(
  { id, move }: { id: string; move: string },
  { vault, ports, runtime, proposals }: KeepBatchDeps,
): Promise<void> {
  const moved = movedRecord.parse(JSON.parse(vault.open(move as Sealed, id)));
  // The registry may have assigned the medical-insurance code since. A record that moves from a code to the code's own
  // subject is there already.
  const from = await homeOf(moved.from as PartyKey, ports.store);
  const to = await homeOf(vault.partyKey(moved.to.scheme, moved.to.id), ports.store);
  if (from === to) return;
  const folder = await ports.store.readFolder(from);
  const facts = folder.facts.filter(isDecision).filter(({ key }) => moved.facts.includes(key));
  const { by, at, reason } = moved;
  if (
    moved.act &&
    (await stillAwaits(moved.act, { by, effects: moving({ from, to }, facts) }, { ports, proposals }))
  ) {
    runtime.log.warn('record.move-proposed', { id, from, to, by });
    return;
  }
  const arriving = facts.map((fact) => movedFact(fact, { moved, from, to }, vault));
  await takeDecisions(to, arriving, ports);
  // A record that was here before and comes back was withdrawn when it left.
  for (const fact of arriving) await putBackStatement(to, fact, { by, at, reason }, { ports });
  for (const { key: of } of facts) {
    await withdrawFact(from, { of, isWithdrawn: true, by, at, reason, movedTo: to }, { ports });
  }
  runtime.log.info('record.moved', { id, from, to, by, facts: facts.length });
}

/** The same fact for another party. Sealed values are sealed again, because the party is part of their context. */
function movedFact(
  fact: DecisionFact,
  { moved, from, to }: { moved: MovedRecord; from: PartyKey; to: PartyKey },
  vault: Vault,
): DecisionFact {
  const { scheme, id, name } = moved.to;
  const { by, at, correctionNumber } = moved;
  return {
    ...resealFact(fact, { from, to }, vault),
    scheme,
    identity: vault.identity(to, { name, id }),
    origin: { ...fact.origin, correction: { by, at } },
    ...(correctionNumber && { correctionNumber }),
  };
}
