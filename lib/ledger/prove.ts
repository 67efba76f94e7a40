import { createHash } from 'node:crypto';
import { canonicalJson } from '../credit-file/facts/identity.ts';
import {
  type Anchor,
  anchoredText,
  type BatchHead,
  entryHash,
  headHash,
  type LedgerEntry,
  sha256Of,
} from './batch.ts';
import type { LedgerLine } from './line.ts';
import { rootFrom, rootOf } from './merkle.ts';
import { isSignature } from './signature.ts';

/** The result of checking an export. */
export interface Proof {
  readonly batches: number;
  readonly anchors: number;
  /** The last batch that an anchor covers; 0 if none does. */
  readonly anchoredTo: number;
  readonly entries: readonly ProvedEntry[];
  /** Batches without their entries: what those entries say is unknown. */
  readonly cut: readonly BatchHead[];
  readonly faults: readonly string[];
}

export interface ProvedEntry {
  readonly n: number;
  /** When its batch was written; it was sent after that. */
  readonly at: string;
  /** Time of the first anchor that covers it: the entry existed by then. */
  readonly anchoredAt?: string | undefined;
  readonly entry: LedgerEntry;
}

/** SHA-256 of a public key (SPKI). The operator publishes it, and a verifier gets it from another source. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** Checks an export offline: chain, roots and signatures. `fingerprints` are those of the accepted keys. */
export function proveLedger(lines: readonly LedgerLine[], ...fingerprints: readonly string[]): Proof {
  const faults: string[] = [];
  const chain = lines
    .filter((line) => line.kind === 'batch' || line.kind === 'head')
    .map(({ head }) => head)
    .sort((a, b) => a.n - b.n);
  const heads = new Map(chain.map((head) => [head.n, head]));
  proveChain(chain, faults);
  const anchors = lines
    .filter((line) => line.kind === 'anchor')
    .filter((anchor) => isSigned(anchor, { heads, fingerprints, faults }));
  const anchoredAt = anchorTimes(chain, anchors);
  const found = [...entriesOfBatches(lines, faults), ...singleEntries(lines, heads, faults)];
  return {
    batches: chain.length,
    anchors: anchors.length,
    anchoredTo: anchors.reduce((last, { n }) => Math.max(last, n), 0),
    entries: found.map(({ n, entry }) => ({
      n,
      at: heads.get(n)?.at ?? '',
      anchoredAt: anchoredAt.get(n),
      entry,
    })),
    cut: lines.filter((line) => line.kind === 'head').map(({ head }) => head),
    faults,
  };
}

/** The time of the first anchor that covers each batch: its own or a later one. */
function anchorTimes(chain: readonly BatchHead[], anchors: readonly Anchor[]): Map<number, string> {
  const signedAt = new Map<number, string>();
  for (const { n, at } of anchors) signedAt.set(n, earlierOf(signedAt.get(n), at));
  const times = new Map<number, string>();
  let earliest: string | undefined;
  for (const { n } of chain.toReversed()) {
    const own = signedAt.get(n);
    if (own !== undefined) earliest = earlierOf(earliest, own);
    if (earliest !== undefined) times.set(n, earliest);
  }
  return times;
}

const earlierOf = (known: string | undefined, at: string): string =>
  known !== undefined && known < at ? known : at;

type Found = { readonly n: number; readonly entry: LedgerEntry };

function proveChain(heads: readonly BatchHead[], faults: string[]): void {
  const [first] = heads;
  if (first && first.n !== 1) faults.push(`batch 1: is missing, the export begins with batch ${first.n}`);
  for (const [index, head] of heads.entries()) {
    const before = heads[index - 1];
    if (before && head.n !== before.n + 1) faults.push(`batch ${head.n}: the one before it is missing`);
    else if (before && head.previous !== headHash(before))
      faults.push(`batch ${head.n}: does not follow the one before it`);
    if (head.n === 1 && head.previous !== '') faults.push('batch 1: names a batch before it');
  }
}

function entriesOfBatches(lines: readonly LedgerLine[], faults: string[]): Found[] {
  return lines
    .filter((line) => line.kind === 'batch')
    .flatMap(({ head, entries }) => {
      if (entries.length === head.count && rootOf(entries.map(entryHash)) === head.root)
        return entries.map((entry) => ({ n: head.n, entry }));
      faults.push(`batch ${head.n}: its entries are not those of its root`);
      return [];
    });
}

function singleEntries(
  lines: readonly LedgerLine[],
  heads: ReadonlyMap<number, BatchHead>,
  faults: string[],
): Found[] {
  return lines
    .filter((line) => line.kind === 'entry')
    .flatMap(({ n, entry, index, path }) => {
      const head = heads.get(n);
      const root = head && rootFrom(entryHash(entry), { index, count: head.count, path });
      if (root !== undefined && root === head?.root) return [{ n, entry }];
      faults.push(`an entry of batch ${n}: does not lead to its root`);
      return [];
    });
}

function isSigned(
  anchor: Anchor,
  {
    heads,
    fingerprints,
    faults,
  }: { heads: ReadonlyMap<number, BatchHead>; fingerprints: readonly string[]; faults: string[] },
): boolean {
  const head = heads.get(anchor.n);
  const fault = !fingerprints.includes(fingerprintOf(anchor.publicKey))
    ? 'is signed with another key'
    : !head || headHash(head) !== anchor.hash
      ? 'is of no batch that is here'
      : isSignature(anchoredText(anchor), anchor)
        ? undefined
        : 'has a signature that is none';
  if (fault) faults.push(`anchor of batch ${anchor.n}: ${fault}`);
  return fault === undefined;
}

/** The last entry of a record that was written by an instant. */
export const deliveredBy = (proof: Proof, recordId: string, at: string): ProvedEntry | undefined =>
  proof.entries
    .filter((known) => known.entry.recordId === recordId && known.at <= at)
    .sort((a, b) => a.n - b.n || a.entry.version - b.entry.version)
    .at(-1);

/**
 * Number of batches without their entries after the delivered one, up to an instant: they may contain a later entry.
 */
export const unknownSince = (proof: Proof, delivered: ProvedEntry | undefined, at: string): number =>
  proof.cut.filter((head) => head.n > (delivered?.n ?? 0) && head.at <= at).length;

/** Whether an entry is about this row. */
export const isRowOf = ({ entry }: ProvedEntry, row: unknown): boolean =>
  sha256Of(canonicalJson(row)) === entry.rowSha256;
