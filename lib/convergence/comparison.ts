import type { DifferenceCause } from '../../schemas/reasons/differences.ts';
import type { Receiver } from '../credit-file/projection/delivery-state.ts';
import type { Trail } from '../shared/trail.ts';
import { noRows, ranges, type Tally } from './packed-rows.ts';

/** Why and of what a comparison is made. */
export interface ComparisonOrder {
  readonly startedAt: string;
  /** The officer who ordered it. Absent: the nightly one. */
  readonly by?: string | undefined;
  /** Whether what differs, and a file knows, is delivered again at once. */
  readonly repairs: boolean;
  readonly receivers: readonly Receiver[];
}

/**
 * A comparison of all files with what receivers have. One item, written after each step: the position and the counts
 * change together. `list` reads what each receiver has, `files` what each file says, `compare` puts them together, one
 * range after another.
 */
export interface Comparison extends ComparisonOrder {
  readonly id: string;
  /** Counts writes: the optimistic lock. */
  readonly revision: number;
  /** The data key under which compared fields are hashed. */
  readonly keyNumber: number;
  /** How often it began anew. What was found before then does not count. */
  readonly attempt: number;
  readonly phase: 'list' | 'files' | 'compare' | 'ended';
  /** The receiver that is listed or compared, by its place in `receivers`. */
  readonly at: number;
  /** Where the list, or the scan of the files, continues. */
  readonly cursor?: string | undefined;
  readonly trail?: Trail | undefined;
  /** Slices written so far of the list, or of the files. */
  readonly slice: number;
  /** The range that is compared next. */
  readonly range: number;
  readonly parts: Readonly<Partial<Record<Receiver, ReceiverPart>>>;
  readonly movedAt: string;
  /** Failures in a row, and when the next attempt is due. */
  readonly failures: number;
  readonly dueAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** It took too long and was ended before its end. */
  readonly isCutShort?: true | undefined;
}

/** What is known of one receiver so far. */
export interface ReceiverPart {
  readonly listedAt: string;
  /** The compared fields that the receiver shows. */
  readonly shown: readonly string[];
  readonly pages: number;
  /** Pages in a row without a record. */
  readonly emptyPages: number;
  /** What was written of each side, and what was read again. */
  readonly written: Sides;
  readonly read: Sides;
  /** Ranges that have rows, one bit each, in hexadecimal. */
  readonly filled: string;
  readonly counts: Counts;
  readonly oldestInFlight?: string | undefined;
  /** Why the receiver could not be compared. */
  readonly problem?: string | undefined;
}

export interface Sides {
  readonly said: Tally;
  readonly held: Tally;
}

/** Subjects by verdict. `different` is the sum of `causes`. */
export interface Counts {
  readonly equal: number;
  readonly inFlight: number;
  readonly different: number;
  readonly causes: Readonly<Partial<Record<DifferenceCause, number>>>;
  /** Differences that are counted and not listed. */
  readonly unlisted: number;
}

export const noCounts: Counts = { equal: 0, inFlight: 0, different: 0, causes: {}, unlisted: 0 };
const noSides: Sides = { said: noRows, held: noRows };

export const begunComparison = (id: string, order: ComparisonOrder, keyNumber = 0): Comparison => ({
  ...order,
  id,
  revision: 0,
  keyNumber,
  attempt: 1,
  phase: 'list',
  at: 0,
  slice: 0,
  range: 0,
  parts: {},
  movedAt: order.startedAt,
  failures: 0,
});

/** The comparison from its beginning: what was put aside is not to be trusted, or another data key seals. */
export const begunAgain = (known: Comparison, keyNumber = known.keyNumber): Comparison => {
  const { startedAt, by, repairs, receivers } = known;
  const order = { startedAt, ...(by && { by }), repairs, receivers };
  return {
    ...begunComparison(known.id, order, keyNumber),
    revision: known.revision,
    attempt: known.attempt + 1,
  };
};

export const newPart = (listedAt: string): ReceiverPart => ({
  listedAt,
  shown: [],
  pages: 0,
  emptyPages: 0,
  written: noSides,
  read: noSides,
  filled: '0'.repeat(ranges / 4),
  counts: noCounts,
});

/** The receiver that is worked on. Undefined while files are read, and in the end. */
export const receiverAt = ({ phase, receivers, at }: Comparison): Receiver | undefined =>
  phase === 'list' || phase === 'compare' ? receivers[at] : undefined;

export const withPart = (comparison: Comparison, receiver: Receiver, part: ReceiverPart): Comparison => ({
  ...comparison,
  parts: { ...comparison.parts, [receiver]: part },
});

/** The comparison behind the last step of a receiver or a phase. A receiver that was not read is not compared. */
export function withStageDone(comparison: Comparison): Comparison {
  const { phase, receivers, parts } = comparison;
  const fresh = { ...comparison, cursor: undefined, trail: undefined, slice: 0, range: 0 };
  const isRead = (receiver: Receiver): boolean => parts[receiver]?.problem === undefined;
  if (phase === 'files') return { ...fresh, phase: 'compare', at: Math.max(0, receivers.findIndex(isRead)) };
  const later = receivers.findIndex(
    (receiver, at) => at > comparison.at && (phase === 'list' || isRead(receiver)),
  );
  if (later >= 0) return { ...fresh, at: later };
  if (phase === 'list' && receivers.some(isRead)) return { ...fresh, phase: 'files', at: 0 };
  return { ...fresh, phase: 'ended' };
}

/** The receiver could not be read to its end: the others are compared without it. */
export function withProblem(comparison: Comparison, problem: string): Comparison {
  const receiver = receiverAt(comparison);
  const part = receiver && (comparison.parts[receiver] ?? newPart(comparison.movedAt));
  if (!receiver || !part) return comparison;
  return withStageDone(withPart(comparison, receiver, { ...part, problem }));
}

/** Whether every receiver was compared. */
export const isComplete = (comparison: Comparison): boolean =>
  comparedReceivers(comparison).length === comparison.receivers.length;

/** The receivers that were compared to the end. */
export const comparedReceivers = ({ phase, receivers, parts, isCutShort }: Comparison): Receiver[] =>
  phase === 'ended' && !isCutShort
    ? receivers.filter((receiver) => parts[receiver] && !parts[receiver].problem)
    : [];

export const withFilled = (filled: string, keys: Iterable<number>): string => {
  const bits = Buffer.from(filled, 'hex');
  for (const range of keys) bits.writeUInt8(bits.readUInt8(range >> 3) | (1 << (range & 7)), range >> 3);
  return bits.toString('hex');
};

/** The first range from `from` on that has rows; undefined when there is none. */
export function nextFilled(filled: string, from: number): number | undefined {
  const bits = Buffer.from(filled, 'hex');
  for (let range = from; range < bits.length * 8; range++)
    if ((bits.readUInt8(range >> 3) >> (range & 7)) & 1) return range;
  return undefined;
}

export const addedCounts = (one: Counts, other: Counts): Counts => ({
  equal: one.equal + other.equal,
  inFlight: one.inFlight + other.inFlight,
  different: one.different + other.different,
  causes: addedCauses(one.causes, other.causes),
  unlisted: one.unlisted + other.unlisted,
});

function addedCauses(one: Counts['causes'], other: Counts['causes']): Counts['causes'] {
  const sum: Partial<Record<DifferenceCause, number>> = { ...one };
  for (const [cause, count] of Object.entries(other) as [DifferenceCause, number][])
    sum[cause] = (sum[cause] ?? 0) + count;
  return sum;
}
