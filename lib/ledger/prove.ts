import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson } from '../credit-file/identity.ts';
import {
  type Anchor,
  anchoredText,
  type BatchHead,
  entryHash,
  headHash,
  type LedgerEntry,
  sha256Of,
} from './batch.ts';
import { type LeafPlace, rootFrom, rootOf } from './merkle.ts';

/** A line of an export: a batch with or without its entries, one entry with its path, or an anchor. */
export type LedgerLine =
  | {
      readonly kind: 'batch';
      readonly head: BatchHead;
      readonly entries?: readonly LedgerEntry[] | undefined;
    }
  | ({ readonly kind: 'entry'; readonly n: number; readonly entry: LedgerEntry } & Omit<LeafPlace, 'count'>)
  | ({ readonly kind: 'anchor' } & Anchor);

/** What an export proves. */
export interface Proof {
  readonly batches: number;
  readonly anchors: number;
  /** The last batch that an anchor covers. */
  readonly anchoredTo: number;
  readonly entries: readonly ProvedEntry[];
  readonly faults: readonly string[];
}

export interface ProvedEntry {
  readonly n: number;
  /** When its batch was written: it was sent after that. */
  readonly at: string;
  /** The first anchor that covers it: it stood there by then. */
  readonly anchoredAt?: string | undefined;
  readonly entry: LedgerEntry;
}

/** SHA-256 of a public key (SPKI): what an operator publishes, and a verifier knows from elsewhere. */
export const fingerprintOf = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** Proves an export offline: chain, roots and signatures; `fingerprint` is the key it must be signed with. */
export function proveLedger(lines: readonly LedgerLine[], fingerprint: string): Proof {
  const faults: string[] = [];
  const batches = lines.filter((line) => line.kind === 'batch').sort((a, b) => a.head.n - b.head.n);
  const heads = new Map(batches.map(({ head }) => [head.n, head]));
  proveChain(
    batches.map(({ head }) => head),
    faults,
  );
  const anchors = lines
    .filter((line) => line.kind === 'anchor')
    .filter((anchor) => isSigned(anchor, { heads, fingerprint, faults }));
  const anchoredTo = Math.max(0, ...anchors.map(({ n }) => n));
  const anchoredAt = (n: number): string | undefined =>
    anchors
      .filter((anchor) => anchor.n >= n)
      .map(({ at }) => at)
      .sort()[0];
  const found = [...entriesOfBatches(batches, faults), ...singleEntries(lines, heads, faults)];
  return {
    batches: batches.length,
    anchors: anchors.length,
    anchoredTo,
    entries: found.map(({ n, entry }) => ({
      n,
      at: heads.get(n)?.at ?? '',
      anchoredAt: anchoredAt(n),
      entry,
    })),
    faults,
  };
}

type BatchLine = Extract<LedgerLine, { kind: 'batch' }>;
type Found = { readonly n: number; readonly entry: LedgerEntry };

function proveChain(heads: readonly BatchHead[], faults: string[]): void {
  for (const [index, head] of heads.entries()) {
    const before = heads[index - 1];
    if (before && head.n !== before.n + 1) faults.push(`batch ${head.n}: the one before it is missing`);
    else if (before && head.previous !== headHash(before))
      faults.push(`batch ${head.n}: does not follow the one before it`);
    if (head.n === 1 && head.previous !== '') faults.push('batch 1: names a batch before it');
  }
}

function entriesOfBatches(batches: readonly BatchLine[], faults: string[]): Found[] {
  return batches.flatMap(({ head, entries }) => {
    if (!entries) return [];
    if (entries.length !== head.count || rootOf(entries.map(entryHash)) !== head.root) {
      faults.push(`batch ${head.n}: its entries are not those of its root`);
      return [];
    }
    return entries.map((entry) => ({ n: head.n, entry }));
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
    fingerprint,
    faults,
  }: { heads: ReadonlyMap<number, BatchHead>; fingerprint: string; faults: string[] },
): boolean {
  const head = heads.get(anchor.n);
  const fault =
    fingerprintOf(anchor.publicKey) !== fingerprint
      ? 'is signed with another key'
      : !head || headHash(head) !== anchor.hash
        ? 'is of no batch that is here'
        : isSignature(anchor)
          ? undefined
          : 'has a signature that is none';
  if (fault) faults.push(`anchor of batch ${anchor.n}: ${fault}`);
  return fault === undefined;
}

function isSignature(anchor: Anchor): boolean {
  if (!isBase64(anchor.signature) || !isBase64(anchor.publicKey)) return false;
  try {
    const key = createPublicKey({
      key: Buffer.from(anchor.publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    return verify('sha256', Buffer.from(anchoredText(anchor)), key, Buffer.from(anchor.signature, 'base64'));
  } catch {
    return false;
  }
}

/** In its one spelling: stray bits of the last character would say the same. */
const isBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text;

/** What the directory had been told of a record by an instant: the last entry written before it. */
export const toldBy = (proof: Proof, recordId: string, at: string): ProvedEntry | undefined =>
  proof.entries
    .filter((known) => known.entry.recordId === recordId && known.at <= at)
    .sort((a, b) => a.n - b.n || a.entry.version - b.entry.version)
    .at(-1);

/** Whether a row is the one that an entry is about. */
export const isRowOf = ({ entry }: ProvedEntry, row: unknown): boolean =>
  sha256Of(canonicalJson(row)) === entry.rowSha256;
