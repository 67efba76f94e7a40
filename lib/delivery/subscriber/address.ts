import type { BlockList } from 'node:net';
import { isAllowedAddress, literalOf } from '../public-address.ts';

/** Characters. Longer ones are refused by many servers. */
const lengthMost = 2000;

/**
 * What is wrong with the address of a subscriber, in words; undefined if it can be used. Names are checked again when they
 * are resolved, at each attempt.
 */
export function addressFault(text: string, networks: BlockList): string | undefined {
  if (text.length > lengthMost) return `it is longer than ${lengthMost} characters`;
  if (!URL.canParse(text)) return 'it is not a URL';
  const url = new URL(text);
  if (url.username || url.password || url.hash) return 'it holds a credential or a fragment';
  const literal = literalOf(url);
  if (literal && !isAllowedAddress(literal, networks)) return 'it is in a private network';
  if (url.protocol === 'https:') return undefined;
  return url.protocol === 'http:' && isLoopback(literal) ? undefined : 'it is not https';
}

/** On one machine a subscriber may be another process of it. */
const isLoopback = (literal: string | undefined): boolean =>
  literal !== undefined && (literal.startsWith('127.') || literal === '::1');
