import { randomBytes } from 'node:crypto';
import { Fault } from '../shared/fault.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { TracingHost } from './trace.ts';

/** What the host gives every function. Functions read clock, randomness and environment only from here. */
export interface Runtime extends TracingHost {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** A new id that sorts by time: 26 characters, no personal data. */
  readonly newId: () => string;
  /** Waits. It is a parameter, so that tests need not wait. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** @throws Fault `setting-missing` */
export function setting(runtime: Pick<Runtime, 'env'>, name: string): string {
  const value = runtime.env[name];
  if (value === undefined || value === '') {
    throw new Fault('setting-missing', `The environment lacks ${name}. Set it for this function.`, {
      retryable: false,
    });
  }
  return value;
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of milliseconds and 80 random bits, in Crockford's base 32. */
export function newUlid(now: Date, bytes = randomBytes(10)): string {
  let time = now.getTime();
  let head = '';
  for (let index = 0; index < 10; index++) {
    head = (crockford[time % 32] ?? '') + head;
    time = Math.floor(time / 32);
  }
  let bits = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let tail = '';
  for (let index = 0; index < 16; index++) {
    tail = (crockford[Number(bits & 31n)] ?? '') + tail;
    bits >>= 5n;
  }
  return head + tail;
}
