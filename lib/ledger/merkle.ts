import { createHash } from 'node:crypto';

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const leaf = Buffer.from([0]);
const node = Buffer.from([1]);
const bytesOf = (hash: string): Buffer => Buffer.from(hash, 'hex');

/**
 * Hash of a leaf. Leaves and nodes have different prefixes, so that a node cannot pass for a leaf (RFC 6962, 2.1).
 */
export const leafHash = (text: string): string => sha256(leaf, text);

const nodeHash = (left: string, right: string): string => sha256(node, bytesOf(left), bytesOf(right));

/** The Merkle root of a list of leaf hashes; for an empty list the hash of the empty string. */
export function rootOf(leaves: readonly string[]): string {
  const [first] = leaves;
  if (first === undefined) return sha256('');
  if (leaves.length === 1) return first;
  const half = halfOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** The largest power of two that is smaller than a number. */
const halfOf = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));

/** The sibling hashes of a leaf on the way to the root, from the leaf up. */
export function pathOf(leaves: readonly string[], index: number): string[] {
  if (leaves.length <= 1) return [];
  const half = halfOf(leaves.length);
  return index < half
    ? [...pathOf(leaves.slice(0, half), index), rootOf(leaves.slice(half))]
    : [...pathOf(leaves.slice(half), index - half), rootOf(leaves.slice(0, half))];
}

/** The root computed from a leaf and its path; undefined if the path has the wrong length. */
export function rootFrom(hash: string, { index, count, path }: LeafPlace): string | undefined {
  if (count <= 1) return path.length === 0 ? hash : undefined;
  const beside = path.at(-1);
  if (beside === undefined) return undefined;
  const half = halfOf(count);
  const isLeft = index < half;
  const inner = rootFrom(hash, {
    index: isLeft ? index : index - half,
    count: isLeft ? half : count - half,
    path: path.slice(0, -1),
  });
  if (inner === undefined) return undefined;
  return isLeft ? nodeHash(inner, beside) : nodeHash(beside, inner);
}

export interface LeafPlace {
  readonly index: number;
  readonly count: number;
  readonly path: readonly string[];
}
