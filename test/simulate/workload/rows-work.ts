import { sources } from '../../../lib/shared/source.ts';
import type { Desk } from './officers.ts';

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly reason: string;
  readonly source: string;
}

/** The values that make a row understood, by what was wrong with it. */
const corrected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'unmapped-kind': { CF_CFLB: '警告' },
  'value-missing': { CF_CFLB: '警告' },
  'unknown-indicator': { indicator: 'ip.crime' },
  'not-a-date': { decidedOn: '2026-05-04' },
};

/** Decides about something that waits, or takes back what was decided. */
export async function decideRow(desk: Desk) {
  const { ask, random, outside } = desk;
  if (outside.decided.length > 0 && random.chance(0.3))
    return ask('POST', `/v1/quarantine/${random.pick(outside.decided)}/undo`, { reason: '再核' });
  const items = await waiting(desk);
  if (items.length === 0) return 'nothing to do';
  const item = random.pick(items);
  outside.decided.push(item.id);
  const path = `/v1/quarantine/${item.id}`;
  if (random.chance(0.3)) return ask('POST', `${path}/dismissal`, { reason: '不予采纳' });
  return ask('POST', `${path}/correction`, { reason: '已核实', ...(await whatHolds(item, desk)) });
}

async function whatHolds({ id, kind, reason }: Item, { ask, random }: Desk): Promise<object> {
  if (kind === 'removal') return {};
  const values = corrected[reason];
  if (values) return { values };
  const { json } = (await ask('GET', `/v1/quarantine/${id}`)) ?? {};
  const { candidates = [] } = (json ?? {}) as { candidates?: { key: string }[] };
  return candidates.length > 0 ? { candidate: random.pick(candidates).key } : { holds: true };
}

async function waiting({ ask, random }: Desk): Promise<Item[]> {
  const { json } = (await ask('GET', `/v1/quarantine${random.chance(0.3) ? '?kind=removal' : ''}`)) ?? {};
  return ((json ?? {}) as { items?: Item[] }).items ?? [];
}

/** Has all rows of a reason read again. */
export async function redoRows(desk: Desk) {
  const items = await waiting(desk);
  const { source, reason } = items.length > 0 ? desk.random.pick(items) : { source: sources[0], reason: 'x' };
  return desk.ask('POST', '/v1/quarantine/redo', { source, reason });
}
