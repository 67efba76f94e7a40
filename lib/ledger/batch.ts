import { createHash } from 'node:crypto';
import { canonicalJson } from '../credit-file/facts/identity.ts';
import type { SubjectKey } from '../credit-file/facts/subject.ts';
import { leafHash, rootOf } from './merkle.ts';

/** One row that is about to be sent to the directory. It contains no name and no number. */
export interface LedgerEntry {
  /** Equal for every entry of one version of one file; an entry may be repeated. */
  readonly changeId: string;
  readonly subject: SubjectKey;
  /** The record id in the directory. */
  readonly recordId: string;
  readonly version: number;
  readonly operation: 'I' | 'U' | 'D';
  readonly cycle: number;
  readonly grade?: string | undefined;
  readonly state: 'interim' | 'published';
  /** Hash of the score sheet behind the row. */
  readonly sheet?: string | undefined;
  /** SHA-256 of the row that is sent, as canonical JSON. */
  readonly rowSha256: string;
}

/** The head of a batch. The heads form the hash chain. */
export interface BatchHead {
  /** Consecutive, from 1 on. */
  readonly n: number;
  readonly at: string;
  /** Hash of the previous head; empty in the first batch. */
  readonly previous: string;
  readonly count: number;
  /** Merkle root of the entries. */
  readonly root: string;
}

export interface Batch {
  readonly head: BatchHead;
  readonly entries: readonly LedgerEntry[];
}

/** A signature of a head. It proves that all batches up to this one existed at that time. */
export interface Anchor {
  readonly n: number;
  readonly hash: string;
  readonly at: string;
  /** SPKI, base64. */
  readonly publicKey: string;
  /** Of `anchoredText`, base64. The connector signs by ECDSA on P-256 with SHA-256, DER; others: `signature.ts`. */
  readonly signature: string;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

export const headHash = (head: BatchHead): string => sha256Of(canonicalJson(head));

export const entryHash = (entry: LedgerEntry): string => leafHash(canonicalJson(entry));

/** The batch that follows a head. */
export const batchAfter = (
  previous: BatchHead | undefined,
  entries: readonly LedgerEntry[],
  at: string,
): Batch => ({
  head: {
    n: (previous?.n ?? 0) + 1,
    at,
    previous: previous ? headHash(previous) : '',
    count: entries.length,
    root: rootOf(entries.map(entryHash)),
  },
  entries,
});

/** The text that is signed. */
export const anchoredText = ({ n, hash, at }: Pick<Anchor, 'n' | 'hash' | 'at'>): string =>
  canonicalJson({ n, hash, at });
