import { decisionsOf } from '../../../lib/credit-file/facts/decision-state.ts';
import { createQuarantineStore } from '../../../lib/store/quarantine-store.ts';
import type { Seen } from './stores.ts';

/** What an officer dismissed is in effect for nobody, unless another row says it. */
export async function dismissedRows({ world, table, folders }: Seen): Promise<string[]> {
  const inEffect = new Set(
    folders.flatMap(({ facts }) => decisionsOf(facts).map(({ origin }) => `${origin.run}/${origin.row}`)),
  );
  const store = createQuarantineStore(table);
  const broken: string[] = [];
  for (const { pk, sk } of world.table.all()) {
    if (!pk?.S?.startsWith('RUN#') || !sk?.S?.startsWith('ROW#')) continue;
    const row = await store.read(pk.S.slice(4), Number(sk.S.slice(4)));
    const isDismissed = row?.state === 'dismissed' && row.decisions.at(-1)?.kind === 'dismissal';
    if (isDismissed && inEffect.has(`${row.runId}/${row.row}`))
      broken.push(`a row that was dismissed (${row.findings[0]?.code}) is in effect`);
  }
  return broken;
}
