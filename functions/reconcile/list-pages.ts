import type { DirectoryClient, SettlementClient } from '../../lib/delivery/index.ts';
import { ok } from '../../lib/shared/result.ts';
import type { AskPage } from './deps.ts';

const pageSize = 500;

/** The directory's list by page. */
export const directoryPages =
  (client: Pick<DirectoryClient, 'readBack'>): AskPage =>
  async (after) => {
    const page = await client.readBack({ limit: pageSize, ...(after && { after }) });
    if (!page.ok) return page;
    const { rows, ...rest } = page.value;
    return ok({ ...rest, records: rows.map((row) => ({ id: row.recordId, version: row.version, row })) });
  };

/** The suspension list by page. */
export const settlementPages =
  (client: Pick<SettlementClient, 'list'>): AskPage =>
  async (after) => {
    const page = await client.list(after);
    if (!page.ok) return page;
    const { entries, ...rest } = page.value;
    return ok({
      ...rest,
      records: entries.map((row) => ({ id: row.suspensionId, version: row.version, row })),
    });
  };
