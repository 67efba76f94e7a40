import { randomOf } from '../kernel/chance.ts';
import { type ReceiverFault, receiverFaults } from '../kernel/faults.ts';
import type { Invocation, Kernel } from '../kernel/kernel.ts';
import type { SimulatedReceiver } from './receiver.ts';

/** Milliseconds after which a receiver that does not answer is given up. */
const timeout = 10_000;
/** Milliseconds within which a network may deliver a request a second time. Mostly that is soon. */
const latest = 2 * 86_400_000;

/** Requests to receivers: `fetch` without a network, with what receivers do wrong. */
export class SimulatedNetwork {
  readonly #receivers: Readonly<Record<string, SimulatedReceiver>>;
  /** The answers that each address has given, for those that give an old one again. */
  readonly #answers = new Map<string, unknown[]>();
  #count = 0;

  constructor(receivers: Readonly<Record<string, SimulatedReceiver>>) {
    this.#receivers = receivers;
  }

  fetch(invocation: Invocation, address: string, body: string): Promise<Response> {
    if (invocation.isDead) return new Promise(() => undefined);
    const { kernel } = invocation;
    const occasion = `${invocation.id}.${++invocation.requests}`;
    return new Promise((resolve, reject) => {
      kernel.wait({
        invocation,
        what: `${invocation.id} POST ${address}`,
        run: () => this.#done({ kernel, invocation, occasion, address, body, resolve, reject }),
      });
    });
  }

  #done(call: Call): void {
    const { kernel, invocation, occasion, resolve, reject } = call;
    const kill = kernel.fault(occasion, ['kill-before', 'kill-after']);
    if (kill === 'kill-after') this.#answer(call);
    if (kill) {
      kernel.kill(invocation);
      return;
    }
    const fault = kernel.fault(`${occasion} receiver`, receiverFaults);
    const afterwards = (act: () => void): void => {
      kernel.after(timeout, () => {
        if (!invocation.isDead) kernel.wait({ invocation, what: `${invocation.id} timed out`, run: act });
      });
    };
    const timedOut = () => afterwards(() => reject(new DOMException('No answer', 'TimeoutError')));
    switch (fault) {
      case 'refuses-connection':
        reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }));
        break;
      case 'busy':
        resolve(new Response('', { status: 503, headers: { 'retry-after': '7' } }));
        break;
      case 'fails-before':
        resolve(new Response('', { status: 500 }));
        break;
      case 'fails-after':
        this.#answer(call);
        resolve(new Response('', { status: 502 }));
        break;
      case 'silent-before':
        timedOut();
        break;
      case 'silent-after':
        this.#answer(call);
        timedOut();
        break;
      default:
        resolve(Response.json(this.#answered(call, fault)));
        break;
    }
  }

  #answered(call: Call, fault: ReceiverFault | undefined): unknown {
    const { kernel, occasion, address } = call;
    if (fault === 'twice') {
      const random = randomOf(kernel.seed, `twice ${occasion}`);
      const milliseconds = random.below(random.chance(0.5) ? latest : latest / 1000);
      kernel.after(milliseconds, () => {
        this.#answer(call);
      });
    }
    const json = this.#answer(call, fault === 'refuses-rows');
    const before = this.#answers.get(address) ?? [];
    this.#answers.set(address, [...before, json].slice(-5));
    // Only a list is asked for without effect, so only its answer can be an old one that is believed.
    const isList = address.endsWith('/query') || /"infno":"S103"/.test(call.body);
    const old = before.filter((one) => isListAnswer(one))[0];
    return fault === 'old-answer' && isList && old !== undefined ? old : json;
  }

  #answer({ kernel, address, body }: Call, refusesRows = false): unknown {
    const { hostname, pathname } = new URL(address);
    const receiver = this.#receivers[hostname];
    const json = receiver?.answer(pathname, JSON.parse(body), { refusesRows });
    if (json === undefined) throw new Error(`There is no receiver at ${address}`);
    kernel.trace(`  ${hostname} took request ${++this.#count}`);
    return json;
  }
}

const isListAnswer = (answer: unknown): boolean => {
  const { rows, output } = answer as { rows?: unknown; output?: { data?: unknown } };
  return rows !== undefined || output?.data !== undefined;
};

interface Call {
  readonly kernel: Kernel;
  readonly invocation: Invocation;
  readonly occasion: string;
  readonly address: string;
  readonly body: string;
  readonly resolve: (response: Response) => void;
  readonly reject: (error: unknown) => void;
}
