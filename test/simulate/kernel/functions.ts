import { join } from 'node:path';
import { environment, environmentNames, tableAccessOf } from '../../../infra/environment.ts';
import { type FunctionDefinition, type FunctionName, functions } from '../../../infra/system.ts';
import type { CreateHandler, Handler } from '../../../lib/runtime/lambda.ts';
import type { Log } from '../../../lib/runtime/log.ts';
import { newUlid, type Runtime } from '../../../lib/runtime/runtime.ts';
import { bytesOf, randomOf } from './chance.ts';
import { type Invocation, type Kernel, running } from './kernel.ts';

export const definitionOf = (name: FunctionName): FunctionDefinition => functions[name];

/** What became of a call. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'killed' };

type Create = CreateHandler<unknown, unknown>;

/** Modules are loaded once, before any sequence. */
const creators = new Map<FunctionName, Create>();

export async function loadFunctions(): Promise<void> {
  for (const name of Object.keys(functions) as FunctionName[]) {
    if (creators.has(name)) continue;
    const path = join(import.meta.dirname, '../../..', definitionOf(name).entry);
    creators.set(name, ((await import(path)) as { createHandler: Create }).createHandler);
  }
}

/** A process of a function. It does one call at a time and ends when a call is killed, as on AWS. */
interface Host {
  readonly runtime: Runtime;
  handler?: Handler<unknown, unknown>;
  isBusy: boolean;
}

/** What functions log, for the coverage and for the check that it names nobody. */
export interface Said {
  readonly events: Map<string, number>;
  readonly lines: string[];
  readonly metrics: Map<string, number>;
}

const hostsMost = 3;

/** Calls functions as Lambda does: a cold start where no process is free, and an end at the time limit. */
export class Functions {
  readonly #kernel: Kernel;
  readonly #settings: Readonly<Record<string, string>>;
  readonly #hosts = new Map<FunctionName, Host[]>();
  readonly #calls = new Map<FunctionName, number>();
  readonly said: Said = { events: new Map(), lines: [], metrics: new Map() };
  /** Milliseconds that every clock is wrong. */
  clockError = 0;
  calls = 0;
  coldStarts = 0;

  constructor(kernel: Kernel, settings: Readonly<Record<string, string>>) {
    this.#kernel = kernel;
    this.#settings = settings;
  }

  call(name: FunctionName, event: unknown): Promise<Outcome> {
    const kernel = this.#kernel;
    const host = this.#host(name);
    const number = (this.#calls.get(name) ?? 0) + 1;
    this.#calls.set(name, number);
    this.calls++;
    return new Promise((resolve) => {
      const milliseconds = definitionOf(name).timeoutSeconds * 1000;
      const endsAt = kernel.now + milliseconds;
      const end = (outcome: Outcome): void => {
        forget();
        host.isBusy = false;
        resolve(outcome);
      };
      const invocation: Invocation = {
        id: `${name}#${number}`,
        kernel,
        isDead: false,
        requests: 0,
        onKilled: () => {
          this.#drop(name, host);
          end({ kind: 'killed' });
        },
      };
      const forget = kernel.after(milliseconds, () => kernel.kill(invocation));
      host.isBusy = true;
      const context = { awsRequestId: invocation.id, getRemainingTimeInMillis: () => endsAt - kernel.now };
      running
        .run(invocation, async () => {
          host.handler ??= await this.#create(name, host);
          return host.handler(event, context);
        })
        .then(
          (answer) => ({ kind: 'answered', answer }) as const,
          (error: unknown) => ({ kind: 'failed', error }) as const,
        )
        .then((outcome) => {
          if (invocation.isDead) return;
          invocation.isDead = true;
          kernel.trace(`${outcome.kind} ${invocation.id}`);
          if (outcome.kind === 'failed') host.runtime.log.error('function.failed', outcome.error);
          end(outcome);
        });
    });
  }

  /** A clock and log of a check, which no fault concerns. */
  runtimeOf(name: FunctionName): Runtime {
    return this.#runtime(name, 0);
  }

  async #create(name: FunctionName, host: Host): Promise<Handler<unknown, unknown>> {
    const create = creators.get(name);
    if (!create) throw new Error(`${name} is not loaded`);
    this.coldStarts++;
    return create(host.runtime);
  }

  #host(name: FunctionName): Host {
    const hosts = this.#hosts.get(name) ?? [];
    this.#hosts.set(name, hosts);
    const free = hosts.filter(({ isBusy }) => !isBusy);
    const isNew = free.length === 0 || (hosts.length < hostsMost && this.#kernel.random.chance(0.02));
    const found = isNew ? undefined : this.#kernel.random.pick(free);
    if (found) return found;
    const number = this.#calls.get(name) ?? 0;
    const apart = this.#kernel.fault(`${name} host ${number}`, ['clock-apart']);
    const random = randomOf(this.#kernel.seed, `apart ${name} ${number}`);
    const host = { runtime: this.#runtime(name, apart ? random.below(90_000) - 45_000 : 0), isBusy: false };
    hosts.push(host);
    return host;
  }

  #drop(name: FunctionName, host: Host): void {
    const hosts = this.#hosts.get(name) ?? [];
    this.#hosts.set(
      name,
      hosts.filter((one) => one !== host),
    );
  }

  #runtime(name: FunctionName, apart: number): Runtime {
    const kernel = this.#kernel;
    const random = randomOf(kernel.seed, `host ${name} ${this.#calls.get(name) ?? 0}`);
    const clock = (): Date => new Date(kernel.now + this.clockError + (kernel.faults.isOn ? apart : 0));
    return {
      env: this.#environmentOf(definitionOf(name)),
      clock,
      random: random.next,
      newId: () => newUlid(clock(), bytesOf(random, 10)),
      pause,
      log: this.#log(name),
      metrics: {
        add: (metric, value) => this.said.metrics.set(metric, (this.said.metrics.get(metric) ?? 0) + value),
        flush: () => undefined,
      },
    };
  }

  #environmentOf(definition: FunctionDefinition): Record<string, string> {
    const names = environmentNames(definition);
    const given = Object.entries(this.#settings).filter(([name]) => names.includes(name));
    return {
      ...Object.fromEntries(given),
      [environment.tableAccess]: tableAccessOf(definition) ?? '',
    };
  }

  #log(name: FunctionName): Log {
    const { events, lines } = this.said;
    const note = (event: string, fields: object, error?: unknown): void => {
      if (running.getStore()?.isDead) return;
      events.set(event, (events.get(event) ?? 0) + 1);
      lines.push(
        `${name} ${event} ${JSON.stringify(fields)}${error === undefined ? '' : ` ${wordsOf(error)}`}`,
      );
    };
    return {
      info: (event, fields = {}) => note(event, fields),
      warn: (event, fields = {}) => note(event, fields),
      error: (event, error, fields = {}) => note(event, fields, error),
    };
  }
}

/** An error with its causes, as the log on AWS writes it. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` caused by ${wordsOf(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}

/** Virtual time passes while a function pauses. */
function pause(milliseconds: number): Promise<void> {
  const invocation = running.getStore();
  if (!invocation) return Promise.resolve();
  return new Promise((resolve) => {
    invocation.kernel.after(milliseconds, () => {
      if (!invocation.isDead)
        invocation.kernel.wait({ invocation, what: `${invocation.id} paused`, run: resolve });
    });
  });
}
