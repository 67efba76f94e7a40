import { createHash } from 'node:crypto';

/** 2048 bits: finding another set with the same sum takes about 2^90 steps (generalised birthday). */
const blocks = 4;
const modulus = 1n << BigInt(blocks * 512);

/** The commitment to no member. */
export const emptyCommitment = '0';

/**
 * A commitment to a set of texts, as hexadecimal digits: the sum of the digests of its members (additive multiset hash of
 * Bellare and Micciancio, 1997). The order of the members does not matter, and one is added in constant time.
 */
export const withMembers = (commitment: string, members: readonly string[]): string =>
  members
    .reduce((sum, member) => (sum + digestNumberOf(member)) % modulus, BigInt(`0x${commitment}`))
    .toString(16);

/** The commitment without members that are in it. */
export const withoutMembers = (commitment: string, members: readonly string[]): string =>
  members
    .reduce((sum, member) => (sum - digestNumberOf(member) + modulus) % modulus, BigInt(`0x${commitment}`))
    .toString(16);

/** The commitment to the members of both, of which none is in both. */
export const joined = (one: string, other: string): string =>
  ((BigInt(`0x${one}`) + BigInt(`0x${other}`)) % modulus).toString(16);

const digestNumberOf = (member: string): bigint => {
  const digests = Array.from({ length: blocks }, (_, block) =>
    createHash('sha512').update(`${block}/${member}`).digest('hex'),
  );
  return BigInt(`0x${digests.join('')}`);
};
