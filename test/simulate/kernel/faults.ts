import { randomOf } from './chance.ts';

/** What can go wrong with a request. */
export const requestFaults = [
  /** The function ends before the request. */
  'kill-before',
  /** The function ends after the request took effect and before its answer. */
  'kill-after',
  /** The service refuses an attempt, and the SDK makes another. */
  'throttle',
  /** The service refuses every attempt. */
  'throttle-all',
  /** The request takes effect, its answer is lost, and the SDK makes another attempt. */
  'answer-lost',
  /** The request takes effect, and no attempt is answered. */
  'answers-lost',
  /** The request is on its way for long. */
  'delay',
] as const;
/** What can go wrong with a message of a queue, or with the arrival of an object. */
export const messageFaults = ['duplicate', 'late', 'partly-refused', 'not-deleted'] as const;
/** What a receiver does wrong. */
export const receiverFaults = [
  'refuses-connection',
  'busy',
  'fails-before',
  'fails-after',
  'silent-before',
  'silent-after',
  'refuses-rows',
  'twice',
  'old-answer',
] as const;
/** What can go wrong with the time. */
const clockFaults = ['clock-back', 'clock-apart'] as const;

export type RequestFault = (typeof requestFaults)[number];
export type MessageFault = (typeof messageFaults)[number];
export type ReceiverFault = (typeof receiverFaults)[number];
export type FaultKind = RequestFault | MessageFault | ReceiverFault | (typeof clockFaults)[number];

/** How often each kind happens, of a thousand occasions. */
export type Weather = Readonly<Partial<Record<FaultKind, number>>>;

const calm: Weather = {};
const rain: Weather = {
  'kill-before': 4,
  'kill-after': 6,
  throttle: 12,
  'throttle-all': 2,
  'answer-lost': 12,
  'answers-lost': 3,
  delay: 8,
  duplicate: 40,
  late: 60,
  'partly-refused': 15,
  'not-deleted': 20,
  'refuses-connection': 40,
  busy: 40,
  'fails-before': 40,
  'fails-after': 60,
  'silent-before': 30,
  'silent-after': 60,
  'refuses-rows': 40,
  twice: 120,
  'old-answer': 40,
  'clock-back': 60,
  'clock-apart': 200,
};
const times = (weather: Weather, factor: number): Weather =>
  Object.fromEntries(Object.entries(weather).map(([kind, rate]) => [kind, rate * factor]));
const only = (weather: Weather, kinds: readonly FaultKind[], factor: number): Weather =>
  times(Object.fromEntries(kinds.map((kind) => [kind, weather[kind] ?? 0])), factor);

/** Kinds of weather, one for each sequence: few faults of every kind, many, or many of one kind. */
export const weathers: Readonly<Record<string, Weather>> = {
  calm,
  drizzle: times(rain, 0.4),
  rain,
  storm: times(rain, 2.2),
  killing: only(rain, ['kill-before', 'kill-after'], 4),
  unanswered: only(rain, ['answer-lost', 'answers-lost', 'silent-after', 'fails-after', 'duplicate'], 3),
  slow: only(rain, ['delay', 'late', 'throttle', 'clock-apart'], 5),
  liars: only(rain, receiverFaults, 3),
};

/**
 * The faults of a sequence. Whether an occasion has one follows from the seed and the occasion's name alone, so that a
 * step or a fault that is left out moves no other.
 */
export class Faults {
  readonly #seed: number;
  readonly #weather: Weather;
  readonly #only: ReadonlySet<string> | undefined;
  /** The names of the faults that happened: `kind@occasion`. */
  readonly happened: string[] = [];
  isOn = true;

  constructor({
    seed,
    weather,
    only,
  }: { seed: number; weather: Weather; only?: ReadonlySet<string> | undefined }) {
    this.#seed = seed;
    this.#weather = weather;
    this.#only = only;
  }

  /** The fault of an occasion, if it has one of these kinds. */
  at<Kind extends FaultKind>(occasion: string, kinds: readonly Kind[]): Kind | undefined {
    if (!this.isOn) return undefined;
    let place = randomOf(this.#seed, `fault ${occasion}`).next() * 1000;
    for (const kind of kinds) {
      place -= this.#weather[kind] ?? 0;
      if (place >= 0) continue;
      const name = `${kind}@${occasion}`;
      if (this.#only && !this.#only.has(name)) return undefined;
      this.happened.push(name);
      return kind;
    }
    return undefined;
  }
}
