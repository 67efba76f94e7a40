import { createRunDivision } from '../../lib/application/quarantine/run-division.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { type Proposal, proposalView } from '../../lib/credit-file/proposal.ts';
import type { GoneEntry, ListStore } from '../../lib/feeds/list.ts';
import { type QuarantinedRow, type QuarantineStore, reasonOf, rowIdOf } from '../../lib/feeds/quarantine.ts';
import type { RunHeads } from '../../lib/feeds/run.ts';
import { liesIn } from '../../lib/shared/division.ts';
import type { Source } from '../../lib/shared/source.ts';
import type { WaitingKind, WaitingStore } from '../../lib/store/waiting-store.ts';
import type { UnmatchedAnswer, WaitingCounts, WaitingItem } from '../../schemas/api.ts';
import { explanationOf } from '../../schemas/reasons/reason.ts';
import { rowReasons, waitingReasons } from '../../schemas/reasons/rows/index.ts';
import { removalIdOf } from './item-id.ts';

export interface ListDeps {
  readonly waiting: WaitingStore;
  readonly quarantine: QuarantineStore;
  readonly lists: ListStore;
  readonly folders: FolderStore;
  readonly runs: Pick<RunHeads, 'read'>;
}

export interface WaitingFilter {
  readonly kind: 'row' | 'removal';
  readonly source?: Source | undefined;
  /** Can be given only together with a source. */
  readonly reason?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
  /** The area of the token: it sees what was sent for it. */
  readonly area?: string | undefined;
}

/** What waits for an officer, by source, reason and age. @throws Problem 400 */
export async function listWaiting(
  { kind, source, reason, after, limit, area }: WaitingFilter,
  deps: ListDeps,
): Promise<{ items: WaitingItem[]; next?: string }> {
  const prefix = [source, source && reason]
    .filter(Boolean)
    .map((part) => `${part}#`)
    .join('');
  const page = { prefix, limit, after };
  const { items, next } = await (kind === 'row' ? rows(page, area, deps) : removals(page, area, deps));
  return { items: items.filter((item) => item !== undefined), ...(next && { next }) };
}

type Page = Parameters<WaitingStore['list']>[1];
interface Found {
  readonly items: readonly (WaitingItem | undefined)[];
  readonly next?: string;
}

async function rows(page: Page, area: string | undefined, { waiting, quarantine }: ListDeps): Promise<Found> {
  const { keys, ...rest } = await waiting.list('Q', page);
  const kept = await Promise.all(keys.map(({ runId, row }) => quarantine.read(runId, row)));
  return {
    items: kept.map((row) => (row && liesIn(row.division, area) ? rowItem(row) : undefined)),
    ...rest,
  };
}

async function removals(
  page: Page,
  area: string | undefined,
  { waiting, lists, runs }: ListDeps,
): Promise<Found> {
  const { keys, ...rest } = await waiting.list('R', page);
  const divisionOf = createRunDivision(runs);
  const items = keys.map(async ({ list, entry }) => {
    const gone = await lists.readGone(list, entry);
    const isShown = gone && liesIn(await divisionOf(gone.runId), area);
    return isShown ? removalItem(gone) : undefined;
  });
  return { items: await Promise.all(items), ...rest };
}

/** A suspected removal as a list item. Contains no personal data. */
export const removalItem = (gone: GoneEntry, proposals: readonly Proposal[] = []): WaitingItem => ({
  id: removalIdOf(gone),
  kind: 'removal',
  source: gone.source,
  reason: 'suspected-removal',
  explanation: explanationOf(waitingReasons, 'suspected-removal'),
  runId: gone.runId,
  wentOn: gone.wentOn,
  since: gone.wentOn,
  state: gone.state,
  ...proposalsOf(proposals),
});

/** A row as a list item. Contains no personal data. */
export const rowItem = (row: QuarantinedRow, proposals: readonly Proposal[] = []): WaitingItem => ({
  id: rowIdOf(row),
  kind: 'row',
  source: row.source,
  reason: reasonOf(row),
  explanation: explanationOf(rowReasons, reasonOf(row)),
  runId: row.runId,
  row: row.row,
  findings: row.findings.map((finding) => ({
    ...finding,
    explanation: explanationOf(rowReasons, finding.code),
  })),
  since: row.receivedAt,
  state: row.state,
  ...proposalsOf(proposals),
});

const proposalsOf = (proposals: readonly Proposal[]): Pick<WaitingItem, 'proposals'> =>
  proposals.length > 0 ? { proposals: proposals.map(proposalView) } : {};

const kinds = { Q: 'row', R: 'removal', U: 'unmatched' } as const satisfies Partial<
  Record<WaitingKind, string>
>;

/** The number of waiting items by source and reason, and the oldest of each. Reads the keys of all waiting items. */
export async function countWaiting({ waiting }: Pick<ListDeps, 'waiting'>): Promise<WaitingCounts> {
  const counts = new Map<string, WaitingCounts['counts'][number]>();
  for (const [letter, kind] of Object.entries(kinds) as [
    keyof typeof kinds,
    (typeof kinds)[keyof typeof kinds],
  ][]) {
    for await (const { source, reason, since } of waiting.all(letter)) {
      const key = `${kind}/${source}/${reason}`;
      const known = counts.get(key);
      counts.set(key, {
        kind,
        source,
        reason,
        waiting: (known?.waiting ?? 0) + 1,
        oldest: known && known.oldest < since ? known.oldest : since,
      });
    }
  }
  return { counts: [...counts.values()].sort((a, b) => b.waiting - a.waiting) };
}

/** Decisions whose subject has no credit file yet, oldest first within a source. A page may contain few or none. */
export async function listUnmatched(
  { source, after, limit, area }: Pick<WaitingFilter, 'source' | 'after' | 'limit' | 'area'>,
  { waiting, folders, runs }: Pick<ListDeps, 'waiting' | 'folders' | 'runs'>,
): Promise<UnmatchedAnswer> {
  const prefix = source ? `${source}#` : '';
  const { keys, next } = await waiting.list('U', { prefix, limit, after });
  const divisionOf = createRunDivision(runs);
  const records: UnmatchedAnswer['records'] = [];
  for (const { party, fact: waitingKey } of keys) {
    const { facts } = await folders.readFolder(party);
    const fact = facts.find(({ key }) => key === waitingKey);
    if (fact?.type !== 'decision') continue;
    const { origin, documentNumber, authority, decidedOn } = fact;
    if (!liesIn(await divisionOf(origin.run), area)) continue;
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
