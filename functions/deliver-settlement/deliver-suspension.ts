import type { Attempts } from '../../lib/application/deliveries/delivery-attempts.ts';
import { settlementMessage } from '../../lib/application/deliveries/receiver-messages.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import type { Holding, Outcome } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { ReceiverFailure, SettlementClient } from '../../lib/delivery/index.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { ToldStore } from '../../lib/store/receiver-id-store.ts';

export interface TellSettlementDeps {
  readonly attempts: Attempts;
  readonly vault: Vault;
  readonly client: SettlementClient;
  readonly told: Pick<ToldStore, 'note'>;
}

/**
 * Tells the settlement system what it should hold of one file now: the sanction in force, or none. A message whose
 * answer never came is asked about first; only what is not there is sent again.
 */
export async function tellSettlement(subject: SubjectKey, deps: TellSettlementDeps): Promise<void> {
  const { attempts } = deps;
  if (!(await attempts.isReceiverUp())) return;
  const file = await attempts.begin(subject);
  if (file) await attempts.end(file, await outcomeOf(file, deps));
}

async function outcomeOf(file: FileState, deps: TellSettlementDeps): Promise<Outcome> {
  const { attempts, vault, client, told } = deps;
  const sent: Holding = file.deliveries.settlement?.wanted ?? { version: file.version };
  const { kind, message } = settlementMessage(file, vault);
  if (!file.deliveries.settlement?.acknowledged) await told.note(message.suspensionId, file);
  if (file.deliveries.settlement?.unresolved !== undefined) {
    const found = await client.find(message.suspensionId);
    if (!found.ok) return afterFailure(found.error, sent, deps);
    const isThere = kind === 'put' && found.value?.version === sent.version;
    if (isThere) {
      await attempts.noteAnswer();
      return { kind: 'acknowledged', sent };
    }
  }
  const answer = kind === 'put' ? await client.put(message) : await client.lift(message);
  if (answer.kind !== 'accepted' && answer.kind !== 'refused') return afterFailure(answer, sent, deps);
  await attempts.noteAnswer();
  return answer.kind === 'accepted' ? { kind: 'acknowledged', sent } : attempts.afterRefusal(file, answer);
}

async function afterFailure(
  failure: ReceiverFailure,
  sent: Holding,
  { attempts }: TellSettlementDeps,
): Promise<Outcome> {
  const retryAt = await attempts.noteFailure(failure);
  return failure.kind === 'unknown'
    ? { kind: 'unknown', sent, problem: failure.reason, retryAt }
    : { kind: 'retry', problem: failure.reason, retryAt, counts: false };
}
