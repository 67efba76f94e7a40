import type { DirectoryClient, SettlementClient } from '../../lib/delivery/index.ts';
import { Fault } from '../../lib/shared/fault.ts';

/** What a receiver says it has: version by id. */
export type ReceiverStates = ReadonlyMap<string, number>;

const pageSize = 500;

const unavailable = (receiver: string, reason: string): Fault =>
  new Fault('receiver-unavailable', `The ${receiver} did not show what it holds: ${reason}.`);

/** @throws Fault `receiver-unavailable` */
export async function directoryStates(client: DirectoryClient): Promise<ReceiverStates> {
  const versions = new Map<string, number>();
  let after: string | undefined;
  do {
    const page = await client.readBack({ limit: pageSize, ...(after && { after }) });
    if (!page.ok) throw unavailable('directory', page.error.reason);
    for (const { recordId, version } of page.value.rows) versions.set(recordId, version);
    after = page.value.next;
  } while (after);
  return versions;
}

/** @throws Fault `receiver-unavailable` */
export async function settlementStates(client: SettlementClient): Promise<ReceiverStates> {
  const versions = new Map<string, number>();
  let after: string | undefined;
  do {
    const page = await client.list(after);
    if (!page.ok) throw unavailable('settlement system', page.error.reason);
    for (const { suspensionId, version } of page.value.entries) versions.set(suspensionId, version);
    after = page.value.next;
  } while (after);
  return versions;
}
