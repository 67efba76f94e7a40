import { createHash } from 'node:crypto';
import { canonicalJson } from '../credit-file/facts/identity.ts';
import type { SubjectKey } from '../credit-file/facts/subject.ts';
import { leafHash, rootOf } from './merkle.ts';

/** What the directory was about to be told of one file: names nobody. */
export interface LedgerEntry {
  /** The same of one version of one file, however often it stands here. */
  readonly changeId: string;
  readonly subject: SubjectKey;
  /** Under which the directory knows it. */
  readonly recordId: string;
  readonly version: number;
  readonly operation: 'I' | 'U' | 'D';
  readonly cycle: number;
  readonly grade?: string | undefined;
  readonly state: 'interim' | 'published';
  /** Hash of the score sheet behind it. */
  readonly sheet?: string | undefined;
  /** SHA-256 of the row as it was sent, as canonical JSON. */
  readonly rowSha256: string;
}

/** The head of a batch: all that the chain is made of. */
export interface BatchHead {
  /** From 1 on, without a gap. */
  readonly n: number;
  readonly at: string;
  /** Hash of the head before it; of the first one, empty. */
  readonly previous: string;
  readonly count: number;
  /** Merkle root of the entries. */
  readonly root: string;
}

export interface Batch {
  readonly head: BatchHead;
  readonly entries: readonly LedgerEntry[];
}

/** A signature of a head: everything up to it stood like that at that time. */
export interface Anchor {
  readonly n: number;
  readonly hash: string;
  readonly at: string;
  /** SPKI, base64. */
  readonly publicKey: string;
  /** ECDSA P-256 over SHA-256 of `anchoredText`, DER, base64. */
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

/** What is signed. */
export const anchoredText = ({ n, hash, at }: Pick<Anchor, 'n' | 'hash' | 'at'>): string =>
  canonicalJson({ n, hash, at });
