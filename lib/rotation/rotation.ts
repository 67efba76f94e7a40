/**
 * A new data key, and the job that seals anew what older keys sealed: pass after pass over all shards of the table, until
 * one finds nothing more to do. Moves by one conditional write at a time.
 */
export interface Rotation {
  /** Of the key that was made. */
  readonly number: number;
  /** Counts writes; the optimistic lock. */
  readonly revision: number;
  /** `waiting`: for the next pass. `incomplete`: a last pass found values that do not open; older keys are not retired. */
  readonly state: 'making' | 'waiting' | 'resealing' | 'finished' | 'incomplete';
  readonly reason: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly pass: number;
  /** When the pass begins, or began. */
  readonly passAt: string;
  readonly shards: number;
  /** Shards that are done in this pass. */
  readonly done: readonly number[];
  /** What the passes before this one did. */
  readonly before: Found;
  readonly finishedAt?: string | undefined;
}

/** What a pass, or a shard of one, found. */
export interface Found {
  readonly examined: number;
  readonly resealed: number;
  /** Items that somebody else wrote again and again: another pass looks at them. */
  readonly contended: number;
  /** Items of which a value does not open. */
  readonly unreadable: number;
}

export const nothingFound: Found = { examined: 0, resealed: 0, contended: 0, unreadable: 0 };

export const sumOf = (all: readonly Found[]): Found =>
  all.reduce(
    (sum, found) => ({
      examined: sum.examined + found.examined,
      resealed: sum.resealed + found.resealed,
      contended: sum.contended + found.contended,
      unreadable: sum.unreadable + found.unreadable,
    }),
    nothingFound,
  );

/** Where a shard of a pass is, and what it found; one item, so that place and figures never part. */
export interface PassShard {
  readonly pass: number;
  readonly shard: number;
  readonly revision: number;
  readonly position?: string | undefined;
  readonly done: boolean;
  readonly movedAt: string;
  readonly found: Found;
}

/** Before a first pass every host has learnt the key, and no call is under way that has not. */
const firstPassSeconds = 60;
/**
 * Between passes every call ends that began before the last one was over (the longest function has 900 seconds): what
 * it had read before it was sealed anew, it may have written since.
 */
const settleSeconds = 960;
/** Whoever makes a key needs no longer; another one may try after that. */
const makingSeconds = 60;

const later = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Whether no other rotation may begin. */
export const isRunning = ({ state }: Rotation): boolean => state !== 'finished' && state !== 'incomplete';

/** Whether the one who was to make the key has died before it was noted. */
export const isBrokenOff = ({ state, startedAt }: Rotation, now: string): boolean =>
  state === 'making' && later(startedAt, makingSeconds) < now;

export const begun = (
  broken: Rotation | undefined,
  given: Pick<Rotation, 'number' | 'reason' | 'startedBy' | 'startedAt' | 'shards'>,
): Rotation => ({
  ...given,
  revision: (broken?.revision ?? 0) + 1,
  state: 'making',
  pass: 1,
  passAt: later(given.startedAt, firstPassSeconds),
  done: [],
  before: nothingFound,
});

/** The key is there: every host seals with it from now on. */
export const withKey = (rotation: Rotation, at: string): Rotation => ({
  ...rotation,
  revision: rotation.revision + 1,
  state: 'waiting',
  passAt: later(at, firstPassSeconds),
});

/** The pass begins. */
export const withPass = (rotation: Rotation, at: string): Rotation => ({
  ...rotation,
  revision: rotation.revision + 1,
  state: 'resealing',
  passAt: at,
});

export const isLastShard = ({ done, shards }: Rotation, shard: number): boolean =>
  new Set([...done, shard]).size === shards;

/** One more shard of the pass is done. */
export const withShardDone = (rotation: Rotation, shard: number): Rotation => ({
  ...rotation,
  revision: rotation.revision + 1,
  done: [...new Set([...rotation.done, shard])].sort((a, b) => a - b),
});

/** Whether a pass proves that older keys are not needed any more. */
export const isClean = ({ resealed, contended }: Found): boolean => resealed + contended === 0;

/** All shards of the pass are done, with what they found: the end, or another pass once every call of now is over. */
export function withPassDone(rotation: Rotation, found: Found, at: string): Rotation {
  const before = sumOf([rotation.before, { ...found, unreadable: 0 }]);
  const next = { ...rotation, revision: rotation.revision + 1, done: [] };
  if (isClean(found)) {
    const state = found.unreadable > 0 ? 'incomplete' : 'finished';
    return { ...next, state, before: { ...before, unreadable: found.unreadable }, finishedAt: at };
  }
  return {
    ...next,
    state: 'waiting',
    before,
    pass: rotation.pass + 1,
    passAt: later(at, settleSeconds),
  };
}
