import { EventEmitter } from 'node:events';
import type { LedgerPosition } from '../../../lib/ledger/position.ts';
import type { Subscription } from '../../../lib/subscriptions/subscription.ts';
import { randomOf } from '../kernel/chance.ts';
import { receiverFaults } from '../kernel/faults.ts';
import type { Invocation } from '../kernel/kernel.ts';
import type { Item } from './values.ts';

/** An event as it came to an agency. */
export interface Arrived {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The agency answered that it has it, whether or not the answer came back. */
  readonly isTaken: boolean;
  /** The network brought it once more by itself. */
  readonly isEcho: boolean;
}

/** A subscription as the table had it. */
export interface Order {
  readonly id: string;
  readonly agency: string;
  readonly purpose: string;
  readonly url: string;
  /** Where it began, and where it was ordered to begin again. */
  readonly beginnings: LedgerPosition[];
  /** Every secret that it had, as it was sealed. */
  readonly sealed: Set<string>;
}

type Fault = (typeof receiverFaults)[number];

/** Milliseconds after which a connection without an answer is given up. */
const timeout = 15_000;
/** Milliseconds within which the network may bring an event a second time. */
const latest = 86_400_000;

/** What an agency answers that does not take the event. */
const statuses: Readonly<Partial<Record<Fault, number>>> = {
  busy: 503,
  'fails-before': 500,
  'fails-after': 502,
  'refuses-rows': 302,
  'old-answer': 404,
};

interface Call {
  readonly invocation: Invocation;
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answered: (response: object) => void;
  readonly request: EventEmitter;
}

/** Addresses of agencies to which events are pushed: `https.request` without a network, with what receivers do wrong. */
export class SimulatedSubscribers {
  readonly arrived: Arrived[] = [];
  /** Subscriptions by their ids. */
  readonly orders = new Map<string, Order>();

  /** Takes note of a subscription that was written. */
  note({ pk, body }: Item): void {
    if (pk?.S !== 'SUBSCRIPTIONS') return;
    const { id, agency, purpose, url, cursor, secrets } = JSON.parse(body?.S ?? '') as Subscription;
    const order = this.orders.get(id) ?? {
      ...{ id, agency, purpose, url },
      beginnings: [{ n: cursor.n, index: cursor.index }],
      sealed: new Set<string>(),
    };
    this.orders.set(id, order);
    for (const { sealed } of secrets) order.sealed.add(sealed);
  }

  /** What `https.request` returns: it is asked once its body is given. */
  request(
    invocation: Invocation,
    address: string,
    { headers, answered }: Pick<Call, 'headers' | 'answered'>,
  ): EventEmitter & { end(body: string): void } {
    const request = new EventEmitter();
    const end = (body: string): void => {
      if (invocation.isDead) return;
      const call = { invocation, address, headers, body, answered, request };
      const occasion = `${invocation.id}.${++invocation.requests}`;
      const what = `${invocation.id} POST ${address}`;
      invocation.kernel.wait({ invocation, what, run: () => this.#done(call, occasion) });
    };
    return Object.assign(request, { end });
  }

  #done(call: Call, occasion: string): void {
    const { kernel } = call.invocation;
    const kill = kernel.fault(occasion, ['kill-before', 'kill-after']);
    if (kill === 'kill-after') this.#bring(call, true);
    if (kill) {
      kernel.kill(call.invocation);
      return;
    }
    const random = randomOf(kernel.seed, `subscriber ${occasion}`);
    this.#answer(call, kernel.fault(`${occasion} receiver`, receiverFaults), (most) => random.below(most));
  }

  #answer(call: Call, fault: Fault | undefined, below: (most: number) => number): void {
    const { kernel } = call.invocation;
    if (fault === 'refuses-connection') fail(call, 'ECONNREFUSED');
    else if (fault === 'silent-before' || fault === 'silent-after') {
      if (fault === 'silent-after') this.#bring(call, true);
      kernel.after(timeout, () => fail(call, 'ETIMEDOUT'));
    } else {
      if (fault === 'twice') kernel.after(below(latest), () => this.#bring(call, true, true));
      this.#status(
        call,
        fault === 'old-answer' && below(3) === 0 ? 410 : (statuses[fault ?? 'twice'] ?? 204),
      );
    }
  }

  #status(call: Call, statusCode: number): void {
    this.#bring(call, statusCode === 204);
    const headers = statusCode === 503 ? { 'retry-after': '7' } : {};
    call.answered({ statusCode, headers, destroy: () => undefined, [Symbol.asyncIterator]: nothing });
  }

  #bring({ invocation, address, headers, body }: Call, isTaken: boolean, isEcho = false): void {
    invocation.kernel.trace(`  ${address} was sent ${headers['webhook-id']}`);
    this.arrived.push({ address, headers, body, isTaken, isEcho });
  }
}

/** A body without a byte. */
async function* nothing(): AsyncGenerator<Uint8Array> {}

function fail({ invocation, request }: Call, code: string): void {
  if (invocation.isDead) return;
  const run = () => void request.emit('error', Object.assign(new Error(code), { code }));
  invocation.kernel.wait({ invocation, what: `${invocation.id} ${code}`, run });
}
