import {
  type DirectoryClient,
  pagesOf,
  type ReceiverFailure,
  type SettlementClient,
} from '../../lib/delivery/index.ts';
import { Fault } from '../../lib/shared/fault.ts';
import type { Result } from '../../lib/shared/result.ts';

/** What a receiver says it has: version by id. */
export type ReceiverStates = ReadonlyMap<string, number>;

const pageSize = 500;
/** Reading all that a receiver holds ends after ten minutes. The function itself has fifteen. */
const secondsAtMost = 600;

type Entry = readonly [id: string, version: number];
interface Page {
  readonly entries: readonly Entry[];
  readonly next?: string;
}

/** @throws Fault `receiver-unavailable` */
export const directoryStates = (client: DirectoryClient, clock: () => Date): Promise<ReceiverStates> =>
  statesOf('directory', clock, async (after) => {
    const page = await client.readBack({ limit: pageSize, ...(after && { after }) });
    if (!page.ok) return page;
    const { rows, ...rest } = page.value;
    return { ok: true, value: { ...rest, entries: rows.map((row) => [row.recordId, row.version]) } };
  });

/** @throws Fault `receiver-unavailable` */
export const settlementStates = (client: SettlementClient, clock: () => Date): Promise<ReceiverStates> =>
  statesOf('settlement system', clock, async (after) => {
    const page = await client.list(after);
    if (!page.ok) return page;
    const { entries, ...rest } = page.value;
    return { ok: true, value: { ...rest, entries: entries.map((one) => [one.suspensionId, one.version]) } };
  });

async function statesOf(
  receiver: string,
  clock: () => Date,
  ask: (after?: string) => Promise<Result<Page, ReceiverFailure>>,
): Promise<ReceiverStates> {
  const versions = new Map<string, number>();
  for await (const page of pagesOf(ask, { clock, secondsAtMost })) {
    if (!page.ok)
      throw new Fault(
        'receiver-unavailable',
        `The ${receiver} did not show what it holds: ${page.error.reason}.`,
      );
    for (const [id, version] of page.value.entries) versions.set(id, version);
  }
  return versions;
}
