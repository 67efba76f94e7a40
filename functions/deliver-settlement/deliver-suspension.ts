import type { DeliveryAttempts } from '../../lib/application/deliveries/delivery-attempts.ts';
import { settlementMessage } from '../../lib/application/deliveries/receiver-messages.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import type { Outcome, StateVersion } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { ReceiverFailure, SettlementClient } from '../../lib/delivery/index.ts';
import type { Policy } from '../../lib/regulation/policy.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { ReceiverIdStore } from '../../lib/store/receiver-id-store.ts';

export interface DeliverSuspensionDeps {
  readonly attempts: DeliveryAttempts;
  readonly vault: Vault;
  readonly client: SettlementClient;
  readonly receiverIds: Pick<ReceiverIdStore, 'note'>;
  /** Policy parameter `settlement.enddate`, as of now. */
  readonly enddate: () => Policy['settlement.enddate'];
}

/**
 * Delivers to the settlement system the desired state of one file: the sanction in force, or none. If the answer to an
 * earlier message was lost, the settlement system is queried first, and the message is sent again only if it did not
 * arrive.
 */
export async function deliverSuspension(subject: SubjectKey, deps: DeliverSuspensionDeps): Promise<void> {
  const { attempts } = deps;
  if (!(await attempts.isReceiverUp())) return;
  const file = await attempts.begin(subject);
  if (file) await attempts.end(file, await outcomeOf(file, deps));
}

async function outcomeOf(file: FileState, deps: DeliverSuspensionDeps): Promise<Outcome> {
  const { attempts, vault, client, receiverIds } = deps;
  const sent: StateVersion = file.deliveries.settlement?.wanted ?? { version: file.version };
  const { kind, message } = settlementMessage(file, vault, deps.enddate());
  if (!file.deliveries.settlement?.acknowledged) await receiverIds.note(message.suspensionId, file);
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
  sent: StateVersion,
  { attempts }: DeliverSuspensionDeps,
): Promise<Outcome> {
  const retryAt = await attempts.noteFailure(failure);
  return failure.kind === 'unknown'
    ? { kind: 'unknown', sent, problem: failure.reason, retryAt }
    : { kind: 'retry', problem: failure.reason, retryAt, counts: false };
}
