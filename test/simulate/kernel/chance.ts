import { createRandom, type Random } from '../../../infra/samples/random.ts';

/** A random generator of its own for a name: what others draw does not move it. */
export const randomOf = (seed: number, name: string): Random => createRandom(hashed(seed, name));

/** A number from a seed and a name (FNV-1a, mixed). */
function hashed(seed: number, name: string): number {
  let hash = (2166136261 ^ seed) >>> 0;
  for (let index = 0; index < name.length; index++)
    hash = Math.imul(hash ^ name.charCodeAt(index), 16777619) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Bytes of a random generator, for what the product asks of `node:crypto`. */
export function bytesOf(random: Random, count: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(count);
  for (let index = 0; index < count; index++) bytes[index] = random.below(256);
  return bytes;
}
