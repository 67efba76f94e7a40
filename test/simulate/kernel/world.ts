import type { SQSBatchResponse } from 'aws-lambda';
import { environment } from '../../../infra/environment.ts';
import { beginTable } from '../../../infra/local/resources.ts';
import { type FunctionName, functions, type QueueName, queues } from '../../../infra/system.ts';
import { openTable } from '../../../lib/store/table.ts';
import { SimulatedBucket } from '../engines/bucket.ts';
import { SimulatedDirectory } from '../engines/directory.ts';
import { install } from '../engines/install.ts';
import { SimulatedKeys } from '../engines/keys.ts';
import { SimulatedNetwork } from '../engines/network.ts';
import { type Message, SimulatedQueues } from '../engines/queues.ts';
import { SimulatedSettlement } from '../engines/settlement.ts';
import { SimulatedSubscribers } from '../engines/subscriber.ts';
import { SimulatedTable } from '../engines/table.ts';
import { randomOf } from './chance.ts';
import type { Weather } from './faults.ts';
import { definitionOf, Functions, type Outcome } from './functions.ts';
import { type Choice, Kernel } from './kernel.ts';

export interface WorldOptions {
  readonly seed: number;
  /** When it begins. */
  readonly now: number;
  readonly weather: Weather;
  readonly only?: ReadonlySet<string> | undefined;
  readonly settings: Readonly<Record<string, string>>;
  readonly keepsTrace?: boolean | undefined;
  /** Bytes after which a query ends its page: 1 MB, as DynamoDB's. */
  readonly pageBytes?: number | undefined;
}

const tableName = 'simulated';
/** Calls of one queue at once: more would only wait. */
const concurrencyMost = 3;
const megabyte = 1024 * 1024;

/** A whole connector on engines in memory: functions, queues, table, bucket, keys, receivers. */
export class World {
  readonly kernel: Kernel;
  readonly functions: Functions;
  readonly table: SimulatedTable;
  readonly queues: SimulatedQueues;
  readonly bucket: SimulatedBucket;
  readonly directory = new SimulatedDirectory();
  readonly settlement = new SimulatedSettlement();
  readonly subscribers = new SimulatedSubscribers();
  readonly #running = new Map<FunctionName, number>();
  redriven = 0;

  constructor(options: WorldOptions) {
    const kernel = new Kernel(options);
    this.kernel = kernel;
    const random = randomOf(options.seed, 'engines');
    this.table = new SimulatedTable({
      now: () => kernel.now,
      indexDelay: () => (kernel.faults.isOn ? random.below(random.chance(0.05) ? 60_000 : 500) : 0),
      missesYoung: () => kernel.faults.isOn && random.chance(0.3),
      pageBytes: options.pageBytes ?? megabyte,
    });
    this.table.onWrite = (item) => this.subscribers.note(item);
    this.queues = new SimulatedQueues(kernel);
    this.bucket = new SimulatedBucket((key) => this.#announce(key));
    install({
      table: this.table,
      queues: this.queues,
      bucket: this.bucket,
      keys: new SimulatedKeys(randomOf(options.seed, 'keys')),
      network: new SimulatedNetwork({
        'directory.sim': this.directory,
        'settlement.sim': this.settlement,
      }),
      subscribers: this.subscribers,
      random: randomOf(options.seed, 'bytes'),
    });
    this.functions = new Functions(kernel, { ...settings(), ...options.settings });
    kernel.choices = () => this.#deliverable();
  }

  /** Marks the table as a new one, as a deployment does. */
  begin = (): Promise<void> => beginTable(openTable(tableName));

  /** Calls a function, and counts it as running. */
  async call(name: FunctionName, event: unknown): Promise<Outcome> {
    this.#running.set(name, this.callsOf(name) + 1);
    const outcome = await this.functions.call(name, event);
    this.#running.set(name, this.callsOf(name) - 1);
    return outcome;
  }

  callsOf = (name: FunctionName): number => this.#running.get(name) ?? 0;

  get isIdle(): boolean {
    return [...this.#running.values()].every((count) => count === 0);
  }

  /** Time passes until no message waits. */
  async untilStill(): Promise<void> {
    const { kernel, queues } = this;
    for (await kernel.untilIdle(); !queues.isEmpty; await kernel.untilIdle())
      kernel.moveTo(kernel.nextAt(queues.nextAt()));
  }

  #announce(key: string): void {
    if (key.startsWith('runs/')) this.queues.send('objects', JSON.stringify({ detail: { object: { key } } }));
  }

  /** Queues with a message for a function that has room. */
  #deliverable(): Choice[] {
    return consumers.flatMap(([queue, name]) =>
      this.callsOf(name) < concurrencyMost && this.queues.isWaiting(queue)
        ? [{ what: `receive from ${queue}`, run: () => void this.#deliver(queue, name) }]
        : [],
    );
  }

  async #deliver(queue: QueueName, name: FunctionName): Promise<void> {
    const { batchSize, visibilitySeconds, maxReceives } = queues[queue];
    const messages = this.queues.receive(queue, { atMost: batchSize, hiddenSeconds: visibilitySeconds });
    const outcome = await this.call(name, { Records: messages.map(recordOf) });
    if (outcome.kind === 'answered') this.#acknowledge(messages, outcome.answer as SQSBatchResponse);
    for (const message of messages)
      if (message.receives >= maxReceives) this.#buryLater(message, maxReceives);
  }

  #acknowledge(messages: readonly Message[], { batchItemFailures }: SQSBatchResponse): void {
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const message of messages) {
      // What failed is received again when it is visible again.
      if (failed.has(message.id)) continue;
      if (!this.kernel.fault(`${message.queue} ${message.id}`, ['not-deleted'])) this.queues.delete(message);
    }
  }

  /** A message that is still there when it could be received once more is a dead letter. */
  #buryLater(message: Message, maxReceives: number): void {
    const milliseconds = Math.max(0, message.visibleAt - this.kernel.now);
    this.kernel.after(milliseconds, () => {
      if (message.receives >= maxReceives) this.queues.bury(message);
    });
  }
}

const recordOf = ({ id, body }: Message) => ({ messageId: id, body, receiptHandle: id, attributes: {} });

const consumers: readonly (readonly [QueueName, FunctionName])[] = (
  Object.keys(functions) as FunctionName[]
).flatMap((name) => {
  const { queue } = definitionOf(name).startedBy;
  return queue ? [[queue, name] as const] : [];
});

const settings = (): Record<string, string> => ({
  [environment.table]: tableName,
  [environment.bucket]: 'feeds',
  [environment.pepperSecret]: 'pepper',
  [environment.dataKey]: 'data-key',
  [environment.ledgerKey]: 'ledger-key',
  [environment.receiverUrl('directory')]: 'http://directory.sim',
  [environment.receiverUrl('settlement')]: 'http://settlement.sim/',
  ...Object.fromEntries(
    (Object.keys(queues) as QueueName[]).map((queue) => [
      environment.queueUrl(queue),
      `http://queues.sim/${queue}`,
    ]),
  ),
});
