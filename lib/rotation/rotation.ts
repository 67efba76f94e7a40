/**
 * A rotation of the data key. A new key is made; then a job seals again what older keys sealed. It passes over all
 * shards of the table until a pass finds nothing. Each change is one conditional write.
 */
export interface Rotation {
  /** Number of the new key. */
  readonly number: number;
  /** Counts writes: the optimistic lock. */
  readonly revision: number;
  /**
   * `waiting`: for the next pass. `incomplete`: the last pass found values that cannot be decrypted; older keys stay
   * in use.
   */
  readonly state: 'making' | 'waiting' | 'resealing' | 'finished' | 'incomplete';
  readonly reason: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly pass: number;
  /** When the pass begins, or began. */
  readonly passAt: string;
  readonly shards: number;
  /** Shards that have finished this pass. */
  readonly done: readonly number[];
  /** The sums of the earlier passes. */
  readonly before: Found;
  readonly finishedAt?: string | undefined;
}

/** The counts of a pass, or of a shard. */
export interface Found {
  readonly examined: number;
  readonly resealed: number;
  /** Items that another writer kept changing. The next pass takes them. */
  readonly contended: number;
  /** Items with a value that cannot be decrypted. */
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

/** Position and counts of one shard of a pass: one item, so that both are written together. */
export interface PassShard {
  readonly pass: number;
  readonly shard: number;
  readonly revision: number;
  readonly position?: string | undefined;
  readonly done: boolean;
  readonly movedAt: string;
  readonly found: Found;
}

/** Before the first pass every host must have read the new key, and calls that began without it must have ended. */
const firstPassSeconds = 60;
/**
 * Before the next pass every call must have ended that began before the last pass was over (the longest function may
 * run 900 seconds). Such a call may have written a value in the form in which it had read it.
 */
const passIntervalSeconds = 960;
/** Making a key takes less time than this. After that another caller may try. */
const makingSeconds = 60;

const later = (at: string, seconds: number): string =>
  new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Whether it prevents another rotation. */
export const isRunning = ({ state }: Rotation): boolean => state !== 'finished' && state !== 'incomplete';

/** Whether the process that was to make the key stopped before it had finished. */
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

/** The key exists. Every host seals with it from now on. */
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

/** Marks a shard of the pass as done. */
export const withShardDone = (rotation: Rotation, shard: number): Rotation => ({
  ...rotation,
  revision: rotation.revision + 1,
  done: [...new Set([...rotation.done, shard])].sort((a, b) => a - b),
});

/**
 * Whether nothing is left that an older key sealed: a pass found nothing to do, and it is not the first. An item that moves to
 * another sort key can be hidden from the pass during which it moves; it moves once (`docs/architecture.md`, Moving into slots).
 */
export const isNothingLeft = ({ pass }: Pick<Rotation, 'pass'>, { resealed, contended }: Found): boolean =>
  pass > 1 && resealed + contended === 0;

/** Ends a pass: the rotation ends, or another pass begins after every current call has ended. */
export function withPassDone(rotation: Rotation, found: Found, at: string): Rotation {
  const before = sumOf([rotation.before, { ...found, unreadable: 0 }]);
  const next = { ...rotation, revision: rotation.revision + 1, done: [] };
  if (isNothingLeft(rotation, found)) {
    const state = found.unreadable > 0 ? 'incomplete' : 'finished';
    return { ...next, state, before: { ...before, unreadable: found.unreadable }, finishedAt: at };
  }
  return {
    ...next,
    state: 'waiting',
    before,
    pass: rotation.pass + 1,
    passAt: later(at, passIntervalSeconds),
  };
}
