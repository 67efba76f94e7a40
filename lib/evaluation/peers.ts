import { Decimal } from 'decimal.js';
import type { PeerStatistics } from '../credit-file/facts/fact.ts';
import type { Evidence } from '../credit-file/projection/evidence.ts';
import { comparedIndicators, type IndicatorTable } from '../scoring/index.ts';

/** Peer statistics (同级别/全部机构 最大值、最小值) by indicator, or by `indicator@level` if one level is compared. */
export type PeerTable = Readonly<Record<string, PeerStatistics & { readonly institutions: number }>>;

/** Institutions without a known level are compared with each other. */
const noLevel = '未定级';

const keyOf = (indicator: string, among: 'all' | 'same-level', level: string | undefined): string =>
  among === 'all' ? indicator : `${indicator}@${level ?? noLevel}`;

/** The contribution of one institution: its last value of each compared indicator. */
export function peersOf(
  evidence: readonly Evidence[],
  { table, level }: { table: IndicatorTable; level: string | undefined },
): PeerTable {
  const values = new Map(
    evidence.flatMap(({ indicator, value }) => (value === undefined ? [] : [[indicator, value] as const])),
  );
  return Object.fromEntries(
    [...comparedIndicators(table)].flatMap(([indicator, among]) => {
      const value = values.get(indicator);
      return value === undefined
        ? []
        : [[keyOf(indicator, among, level), { min: value, max: value, institutions: 1 }] as const];
    }),
  );
}

/** Merges the statistics of two groups. The order does not matter. */
export function withPeers(a: PeerTable, b: PeerTable): PeerTable {
  const merged: Record<string, PeerTable[string]> = { ...a };
  for (const [key, more] of Object.entries(b)) {
    const known = merged[key];
    merged[key] = known
      ? {
          min: lower(known.min, more.min),
          max: lower(known.max, more.max) === known.max ? more.max : known.max,
          institutions: known.institutions + more.institutions,
        }
      : more;
  }
  return merged;
}

const lower = (a: string, b: string): string => (new Decimal(a).lte(b) ? a : b);

/** The statistics that a file of a level is compared with, by indicator. */
export function peersFor(
  peers: PeerTable,
  { table, level }: { table: IndicatorTable; level: string | undefined },
): Record<string, PeerStatistics> {
  return Object.fromEntries(
    [...comparedIndicators(table)].flatMap(([indicator, among]) => {
      const found = peers[keyOf(indicator, among, level)];
      return found ? [[indicator, { min: found.min, max: found.max }] as const] : [];
    }),
  );
}
