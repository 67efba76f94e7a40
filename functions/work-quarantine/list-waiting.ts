import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { PartyKey } from '../../lib/credit-file/subject.ts';
import type { GoneEntry, ListStore } from '../../lib/feeds/list.ts';
import { type QuarantinedRow, type QuarantineStore, reasonOf, rowIdOf } from '../../lib/feeds/quarantine.ts';
import type { Source } from '../../lib/shared/category.ts';
import type { WaitingKey, WaitingStore } from '../../lib/store/waiting-store.ts';
import type { UnmatchedAnswer, WaitingCounts, WaitingItem } from '../../schemas/api.ts';
import { removalIdOf } from './item-id.ts';

export interface ListDeps {
  readonly waiting: WaitingStore;
  readonly quarantine: QuarantineStore;
  readonly lists: ListStore;
  readonly folders: FolderStore;
}

export interface WaitingFilter {
  readonly kind: 'row' | 'removal';
  readonly source?: Source | undefined;
  /** Needs the source. */
  readonly reason?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What waits for a person, by source, reason and age. */
export async function listWaiting(
  { kind, source, reason, after, limit }: WaitingFilter,
  deps: ListDeps,
): Promise<{ items: WaitingItem[]; next?: string }> {
  const prefix = [source, source && reason]
    .filter(Boolean)
    .map((part) => `${part}#`)
    .join('');
  const { keys, next } = await deps.waiting.list(kind === 'row' ? 'Q' : 'R', { prefix, limit, after });
  const items = await Promise.all(keys.map((key) => itemOf(kind, key, deps)));
  return { items: items.filter((item) => item !== undefined), ...(next && { next }) };
}

const itemOf = async (
  kind: WaitingFilter['kind'],
  { pk, sk }: WaitingKey,
  { quarantine, lists }: ListDeps,
): Promise<WaitingItem | undefined> => {
  if (kind === 'row') {
    const row = await quarantine.read(pk.slice('RUN#'.length), Number(sk.slice('ROW#'.length)));
    return row && rowItem(row);
  }
  const gone = await lists.readGone(pk.slice('LIST#'.length), sk.slice('GONE#'.length));
  return gone && removalItem(gone);
};

/** A suspected removal as it waits; names nobody. */
export const removalItem = (gone: GoneEntry): WaitingItem => ({
  id: removalIdOf(gone),
  kind: 'removal',
  source: gone.source,
  reason: 'suspected-removal',
  runId: gone.runId,
  wentOn: gone.wentOn,
  since: gone.wentOn,
  state: gone.state,
});

/** A row as it waits; names nobody. */
export const rowItem = (row: QuarantinedRow): WaitingItem => ({
  id: rowIdOf(row),
  kind: 'row',
  source: row.source,
  reason: reasonOf(row),
  runId: row.runId,
  row: row.row,
  findings: [...row.findings],
  since: row.receivedAt,
  state: row.state,
});

const kinds = { Q: 'row', R: 'removal', U: 'unmatched' } as const;

/** How many wait, by source and reason, and the oldest of each. Goes through the keys of all that wait. */
export async function countWaiting({ waiting }: Pick<ListDeps, 'waiting'>): Promise<WaitingCounts> {
  const counts = new Map<string, WaitingCounts['counts'][number]>();
  for (const [letter, kind] of Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)['Q']][]) {
    for await (const { at } of waiting.all(letter)) {
      const [source = '', ...rest] = at.split('#');
      const [reason = '', since = ''] = letter === 'U' ? ['unmatched', rest[0]] : rest;
      const key = `${kind}/${source}/${reason}`;
      const known = counts.get(key);
      counts.set(key, {
        kind,
        source: source as Source,
        reason,
        waiting: (known?.waiting ?? 0) + 1,
        oldest: known && known.oldest < since ? known.oldest : since,
      });
    }
  }
  return { counts: [...counts.values()].sort((a, b) => b.waiting - a.waiting) };
}

/** Decisions whose subject is no subject of ours yet, oldest first within a source. */
export async function listUnmatched(
  { source, after, limit }: Pick<WaitingFilter, 'source' | 'after' | 'limit'>,
  { waiting, folders }: ListDeps,
): Promise<UnmatchedAnswer> {
  const prefix = source ? `${source}#` : '';
  const { keys, next } = await waiting.list('U', { prefix, limit, after });
  const records: UnmatchedAnswer['records'] = [];
  for (const { pk, sk } of keys) {
    const { facts } = await folders.readFolder(pk.slice('P#'.length) as PartyKey);
    const fact = facts.find(({ key }) => key === sk.slice('FACT#'.length));
    if (fact?.type !== 'decision') continue;
    const { origin, documentNumber, authority, decidedOn } = fact;
    records.push({
      source: origin.source,
      receivedAt: origin.receivedAt,
      runId: origin.run,
      row: origin.row,
      documentNumber,
      authority: authority.name,
      decidedOn,
    });
  }
  return { records, ...(next && { next }) };
}
