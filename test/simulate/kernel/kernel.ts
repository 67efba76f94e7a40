import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, type Hash } from 'node:crypto';
import { setImmediate as drained } from 'node:timers/promises';
import type { Random } from '../../../infra/samples/random.ts';
import { randomOf } from './chance.ts';
import { type FaultKind, Faults, type Weather } from './faults.ts';

/** One call of a function. A dead one has no effect any more: its requests are never answered. */
export interface Invocation {
  readonly id: string;
  readonly kernel: Kernel;
  isDead: boolean;
  requests: number;
  onKilled: () => void;
}

/** A request that waits for the scheduler. */
export interface Waiting {
  readonly invocation: Invocation;
  /** For the trace: the service, what is asked, and of which item. */
  readonly what: string;
  readonly run: () => void;
}

/** Something else that the scheduler may choose: a queue with messages, a schedule that is due. */
export interface Choice {
  readonly what: string;
  readonly run: () => void;
}

interface Event {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export const running = new AsyncLocalStorage<Invocation>();

/**
 * Virtual time and the scheduler. Functions run until each of them waits for a request or a pause; then the seed decides
 * which request is done next. Nothing else in a sequence may depend on the machine.
 */
export class Kernel {
  readonly seed: number;
  readonly faults: Faults;
  readonly random: Random;
  /** Milliseconds: the true time, which no host reads exactly. */
  now: number;
  readonly #trace: Hash = createHash('sha256');
  /** The last lines of the trace, for a failure that is printed. */
  readonly #lines: string[] | undefined;
  #waiting: Waiting[] = [];
  #events: Event[] = [];
  #order = 0;
  steps = 0;
  /** Choices that do not come from a function. */
  choices: () => readonly Choice[] = () => [];

  constructor(options: {
    seed: number;
    now: number;
    weather: Weather;
    only?: ReadonlySet<string> | undefined;
    keepsTrace?: boolean | undefined;
  }) {
    this.seed = options.seed;
    this.now = options.now;
    this.faults = new Faults(options);
    this.random = randomOf(options.seed, 'scheduler');
    this.#lines = options.keepsTrace ? [] : undefined;
  }

  trace(line: string): void {
    this.#trace.update(`${this.now} ${line}\n`);
    this.#lines?.push(`${new Date(this.now).toISOString()} ${line}`);
  }

  get lines(): readonly string[] {
    return this.#lines ?? [];
  }

  digest = (): string => this.#trace.copy().digest('hex').slice(0, 16);

  fault<Kind extends FaultKind>(occasion: string, kinds: readonly Kind[]): Kind | undefined {
    const kind = this.faults.at(occasion, kinds);
    if (kind) this.trace(`! ${kind} ${occasion}`);
    return kind;
  }

  /** @returns what takes it back */
  after(milliseconds: number, run: () => void): () => void {
    const event = { at: this.now + milliseconds, order: this.#order++, run };
    this.#events.push(event);
    return () => {
      this.#events = this.#events.filter((one) => one !== event);
    };
  }

  wait(request: Waiting): void {
    this.#waiting.push(request);
  }

  kill(invocation: Invocation): void {
    if (invocation.isDead) return;
    invocation.isDead = true;
    this.#waiting = this.#waiting.filter((request) => request.invocation !== invocation);
    this.trace(`killed ${invocation.id}`);
    invocation.onKilled();
  }

  /** The next instant at which something happens by itself, of the events and of one given. */
  nextAt(other = Number.POSITIVE_INFINITY): number {
    return this.#events.reduce((first, { at }) => Math.min(first, at), other);
  }

  /** Does what is possible at this time, one thing after the other. @returns when nothing is left to do now */
  async untilIdle(): Promise<void> {
    for (;;) {
      await drained();
      this.#happen();
      const choices = this.choices();
      const count = this.#waiting.length + choices.length;
      if (count === 0) {
        await drained();
        if (this.#waiting.length > 0 || this.choices().length > 0) continue;
        return;
      }
      this.#choose(this.random.below(count), choices);
    }
  }

  #choose(place: number, choices: readonly Choice[]): void {
    const [request] = place < this.#waiting.length ? this.#waiting.splice(place, 1) : [];
    const chosen = request ?? choices[place - this.#waiting.length];
    if (!chosen) throw new RangeError('nothing to choose');
    this.steps++;
    this.now += 1 + this.random.below(8);
    this.trace(chosen.what);
    chosen.run();
  }

  /** Lets happen what is due. */
  #happen(): void {
    const due = this.#events.filter(({ at }) => at <= this.now);
    if (due.length === 0) return;
    this.#events = this.#events.filter(({ at }) => at > this.now);
    for (const { run } of due.sort((a, b) => a.at - b.at || a.order - b.order)) run();
  }

  /** Moves the time on, never back. */
  moveTo(at: number): void {
    this.now = Math.max(this.now, at);
  }
}
