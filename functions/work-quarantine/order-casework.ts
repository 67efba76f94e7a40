import {
  awaitsSecondOfficer,
  moving,
  type SecondOfficerDeps,
} from '../../lib/application/quarantine/second-officer.ts';
import { decisionsOf } from '../../lib/credit-file/facts/decision-state.ts';
import { spellingOf } from '../../lib/credit-file/facts/document-number.ts';
import type { Fact } from '../../lib/credit-file/facts/fact.ts';
import { digestOf } from '../../lib/credit-file/facts/identity.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { homeOf } from '../../lib/credit-file/home-of.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Act, proposalView } from '../../lib/credit-file/proposal.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { normaliseIdentifier } from '../../lib/shared/identifiers.ts';
import type { Scheme } from '../../lib/shared/scheme.ts';
import type { MoveRequest, ProposalView } from '../../schemas/api.ts';
import type { CaseworkMessage, MovedRecord } from '../../schemas/messages.ts';

export interface OrderDeps extends SecondOfficerDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly vault: Vault;
  readonly records: Queue;
}

/**
 * Orders the move of a record to another subject. A queue message carries it out, so that it is completed after a
 * crash. A move that would end or shorten a sanction waits for a second officer.
 * @throws Problem 400, 403, 404, 409
 */
export async function orderMove(
  request: MoveRequest,
  by: string,
  { runtime, folders, vault, records, ...deps }: OrderDeps,
): Promise<{ id: string; records: number; proposal?: ProposalView }> {
  const from = await homeOf(vault.partyKey(request.from.scheme, idOf('from', request.from)), folders);
  const toId = idOf('to', request.to);
  const to = await homeOf(vault.partyKey(request.to.scheme, toId), folders);
  if (from === to) throw new Problem(400, 'same-subject', 'from and to are the same subject.');
  const number = spellingOf(request.documentNumber);
  const { facts } = await folders.readFolder(from);
  const found = decisionsOf(facts).filter((fact) => spellingOf(fact.documentNumber) === number);
  if (found.length === 0) {
    throw new Problem(404, 'unknown-record', 'The subject `from` has no record of this document in effect.');
  }
  const { reason, correctionNumber } = request;
  const id = runtime.newId();
  const act = moveAct({ from, to }, found, facts);
  const proposal = await awaitsSecondOfficer(act, { by, effects: moving({ from, to }, found) }, deps);
  if (proposal) {
    runtime.log.info('record.move-proposed', { id, from, to, by, lifts: proposal.lifts.join(' ') });
    return { id, records: found.length, proposal: proposalView(proposal) };
  }
  const move: MovedRecord = {
    from,
    facts: found.map(({ key }) => key),
    to: { scheme: request.to.scheme, id: toId, name: request.to.name },
    by,
    at: runtime.clock().toISOString(),
    reason,
    act,
    ...(correctionNumber && { correctionNumber }),
  };
  const message: CaseworkMessage = { id, move: vault.seal(JSON.stringify(move), id) };
  await records.send([JSON.stringify(message)]);
  return { id, records: found.length };
}

/** The move of these facts, as often as they were withdrawn before: moved back and moved again, it is another act. */
const moveAct = (
  { from, to }: { from: PartyKey; to: PartyKey },
  moved: readonly Fact[],
  facts: readonly Fact[],
): Act & { kind: 'move' } => ({
  kind: 'move',
  about: `move.${from}`,
  digest: digestOf([
    to,
    moved.map(({ key }) => key).sort(),
    facts.filter(({ type }) => type === 'withdrawal').length,
  ]),
});

function idOf(field: string, { scheme, id }: { scheme: Scheme; id: string }): string {
  const parsed = normaliseIdentifier(scheme, id);
  if (!parsed.ok)
    throw new Problem(400, 'invalid-identifier', `${field}.id: ${parsed.error}. Check the number.`);
  return parsed.value;
}
