import type { SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import type { QueueName } from '../../../infra/system.ts';
import { randomOf } from '../kernel/chance.ts';
import type { Kernel } from '../kernel/kernel.ts';

export interface Message {
  readonly id: string;
  readonly queue: QueueName;
  readonly body: string;
  visibleAt: number;
  receives: number;
}

/** Milliseconds that a late message takes at most. */
const latest = 600_000;

/** Queues like those of SQS: at least once, in no order, with visibility and dead letters. */
export class SimulatedQueues {
  readonly #kernel: Kernel;
  readonly #messages = new Map<QueueName, Message[]>();
  readonly #dead: Message[] = [];
  #count = 0;
  /** Bodies of all messages, for the check that none names anybody. */
  readonly bodies: string[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  sendBatch({ QueueUrl = '', Entries = [] }: SendMessageBatchCommandInput) {
    const queue = queueOf(QueueUrl);
    const Failed = [];
    for (const { Id, MessageBody = '' } of Entries) {
      const isRefused = this.#kernel.fault(`${queue} entry ${this.#count}`, ['partly-refused']);
      if (isRefused) Failed.push({ Id, SenderFault: false, Code: 'InternalError' });
      this.send(queue, isRefused ? undefined : MessageBody);
    }
    return { Failed };
  }

  /** Without a body nothing is sent, and the occasion is counted all the same. */
  send(queue: QueueName, body: string | undefined): void {
    const occasion = `${queue} message ${this.#count++}`;
    if (body === undefined) return;
    this.bodies.push(body);
    const fault = this.#kernel.fault(occasion, ['duplicate', 'late']);
    const random = randomOf(this.#kernel.seed, occasion);
    for (let copy = fault === 'duplicate' ? 2 : 1; copy > 0; copy--) {
      const delay = random.below(fault === 'late' || copy === 2 ? latest : 50);
      const message = { id: `${this.#count}.${copy}`, queue, body, receives: 0 };
      this.#of(queue).push({ ...message, visibleAt: this.#kernel.now + delay });
    }
  }

  depth = (QueueUrl = ''): number => this.#visible(queueOf(QueueUrl)).length;

  isWaiting = (queue: QueueName): boolean => this.#visible(queue).length > 0;

  /** Some of the visible messages, in any order. They are hidden for a while. */
  receive(queue: QueueName, { atMost, hiddenSeconds }: { atMost: number; hiddenSeconds: number }): Message[] {
    const visible = this.#visible(queue);
    const taken: Message[] = [];
    while (taken.length < atMost && visible.length > 0) {
      const [message] = visible.splice(this.#kernel.random.below(visible.length), 1);
      if (!message) break;
      message.receives++;
      message.visibleAt = this.#kernel.now + hiddenSeconds * 1000;
      taken.push(message);
      if (this.#kernel.random.chance(0.2)) break;
    }
    return taken;
  }

  delete(message: Message): void {
    const all = this.#of(message.queue);
    const place = all.indexOf(message);
    if (place !== -1) all.splice(place, 1);
  }

  /** A message that was received often enough goes to the dead letters. */
  bury(message: Message): void {
    this.delete(message);
    this.#dead.push(message);
    this.#kernel.trace(`dead letter of ${message.queue}`);
  }

  /** Sends the dead letters again. @returns how many there were */
  redrive(): number {
    const dead = this.#dead.splice(0);
    for (const message of dead)
      this.#of(message.queue).push({ ...message, receives: 0, visibleAt: this.#kernel.now });
    return dead.length;
  }

  /** When the next message that is hidden now becomes visible. */
  nextAt(): number {
    return [...this.#messages.values()].flat().reduce((first, { visibleAt }) => {
      return visibleAt > this.#kernel.now ? Math.min(first, visibleAt) : first;
    }, Number.POSITIVE_INFINITY);
  }

  get isEmpty(): boolean {
    return this.#dead.length === 0 && [...this.#messages.values()].every((all) => all.length === 0);
  }

  get left(): string {
    return [...this.#messages].map(([queue, all]) => `${queue} ${all.length}`).join(', ');
  }

  #of(queue: QueueName): Message[] {
    const all = this.#messages.get(queue) ?? [];
    this.#messages.set(queue, all);
    return all;
  }

  #visible = (queue: QueueName): Message[] =>
    this.#of(queue).filter(({ visibleAt }) => visibleAt <= this.#kernel.now);
}

const queueOf = (url: string): QueueName => url.split('/').at(-1) as QueueName;
