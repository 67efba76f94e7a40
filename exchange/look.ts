import { Refused, type RunView } from '../infra/cli/client.ts';
import type { Box, Ending, Entry } from './box.ts';
import type { Connector } from './connector.ts';
import type { Journal } from './journal.ts';
import { BoxDown } from './problem.ts';
import type { Say } from './say.ts';

export interface LookDeps {
  readonly journal: Journal;
  readonly connector: Connector;
  readonly say: Say;
}

/** A run that waits for a person. Its entry is a number: names of files can name persons. */
export interface Held {
  readonly entry: number;
  readonly run: string;
  readonly code: string;
  readonly explanation: string;
}

/** What one look at a box found. */
export interface Looked {
  /** Entries that are on their way: the next look comes soon. */
  readonly moving: number;
  readonly held: readonly Held[];
  readonly problems: readonly unknown[];
  /** True when the connector or the box was not reached, so that the rest was not tried. */
  readonly isCut: boolean;
  /** Rows that wait for a person in the runs that ended during this look. */
  readonly waitingRows: number;
}

/**
 * One look at a box: what is open goes on, then new entries are taken. An entry that fails stays where it is and does not
 * stop the others; when the connector cannot be asked, the look ends.
 */
export async function lookAt(box: Box, deps: LookDeps): Promise<Looked> {
  const look = new Look(box, deps);
  await look.goOn();
  await look.takeMore();
  return look.result();
}

class Look {
  readonly #box: Box;
  readonly #deps: LookDeps;
  readonly #held: Held[] = [];
  readonly #problems: unknown[] = [];
  readonly #seen = new Set<number>();
  #moving = 0;
  #waitingRows = 0;
  #isOver = false;

  constructor(box: Box, deps: LookDeps) {
    this.#box = box;
    this.#deps = deps;
  }

  result(): Looked {
    return {
      moving: this.#moving,
      held: this.#held,
      problems: this.#problems,
      isCut: this.#isOver,
      waitingRows: this.#waitingRows,
    };
  }

  async goOn(): Promise<void> {
    for (const entry of this.#deps.journal.open(this.#box.name)) {
      if (this.#isOver) return;
      if (this.#seen.has(entry.id)) continue;
      this.#seen.add(entry.id);
      await this.#tryStep(entry);
    }
  }

  async takeMore(): Promise<void> {
    const room = this.#room();
    if (this.#isOver || room <= 0) return;
    try {
      await this.#box.find(room);
    } catch (error) {
      this.#problems.push(error);
      this.#isOver = true;
      return;
    }
    await this.goOn();
  }

  #room(): number {
    const { atOnce, heldStopsAll, name } = this.#box;
    if (heldStopsAll) return atOnce - this.#deps.journal.open(name).length;
    return atOnce - this.#moving;
  }

  async #tryStep(entry: Entry): Promise<void> {
    try {
      await this.#step(entry);
    } catch (error) {
      this.#problems.push(error);
      this.#isOver ||= isOfConnector(error) || error instanceof BoxDown;
    }
  }

  /** Brings an entry as far as it goes now. */
  async #step(entry: Entry): Promise<void> {
    if (entry.state === 'found') return this.#send(entry);
    if (entry.state === 'sent') return this.#follow(entry);
    return this.#settle(entry);
  }

  async #send(found: Entry): Promise<void> {
    const { journal, connector, say } = this.#deps;
    const content = await this.#box.content(found);
    if (content.kind === 'gone') {
      journal.update(found, { state: 'gone' });
      say('info', 'entry.gone', { box: this.#box.name, entry: found.id });
      return;
    }
    if (content.kind === 'records' && content.records.length === 0)
      return this.#end(journal.entry(found.id) ?? found, nothingToSend);
    const current = { ...(journal.entry(found.id) ?? found), digest: content.sha256 };
    const entry =
      found.digest === content.sha256 ? current : journal.update(current, { digest: content.sha256 });
    const same = this.#sameAs(entry);
    if (same === 'wait') {
      this.#moving += 1;
      return;
    }
    if (same) return this.#end(entry, { kind: 'same', as: same.name });
    try {
      const run = await connector.send(this.#box.source, entry.name, content);
      say('info', 'entry.sent', { box: this.#box.name, entry: entry.id, run });
      await this.#follow(journal.update(entry, { state: 'sent', run }));
    } catch (error) {
      if (!isOfEntry(error)) throw error;
      const { code, explanation } = error;
      await this.#end(entry, { kind: 'refused', code, explanation });
    }
  }

  #sameAs(entry: Entry): Entry | 'wait' | undefined {
    const { journal } = this.#deps;
    const same = this.#box.sameIsSkipped === 'never' ? undefined : journal.sameBefore(entry);
    if (!same) return undefined;
    if (same.state !== 'settled') return 'wait';
    const isNext = journal.sentBefore(entry)?.id === same.id;
    return this.#box.sameIsSkipped === 'always' || isNext ? same : undefined;
  }

  async #follow(entry: Entry): Promise<void> {
    const runs = await this.#runsOf(entry);
    const waits = runs.find(({ status }) => status === 'held');
    if (waits) {
      this.#held.push(heldOf(entry, waits));
      await this.#box.showHeld(entry, waits);
    }
    if (runs.some(({ status }) => status === 'running')) this.#moving += 1;
    else if (!waits) {
      const isTaken = runs.some(({ status }) => status === 'completed');
      await this.#end(entry, { kind: 'read', isTaken });
    }
  }

  /** The run of an entry; of an archive those of its files. */
  async #runsOf({ run = '' }: Entry): Promise<RunView[]> {
    const first = await this.#deps.connector.run(run);
    if (!first.parts) return [first];
    const runs: RunView[] = [];
    for (const part of first.parts) runs.push(await this.#deps.connector.run(part));
    return runs;
  }

  async #end(entry: Entry, outcome: NonNullable<Entry['outcome']>): Promise<void> {
    await this.#settle(this.#deps.journal.update(entry, { state: 'ended', outcome }));
  }

  async #settle(entry: Entry): Promise<void> {
    const { journal, connector, say } = this.#deps;
    const ending = await this.#endingOf(entry);
    await this.#box.settle(entry, ending, connector);
    const current = journal.entry(entry.id) ?? entry;
    journal.update(current, { state: 'settled' });
    if (ending.kind === 'read')
      this.#waitingRows += ending.runs.reduce((sum, { quarantined }) => sum + quarantined, 0);
    say(isTaken(ending) ? 'info' : 'warn', 'entry.settled', {
      box: this.#box.name,
      entry: entry.id,
      outcome: ending.kind,
      ...(entry.run && { run: entry.run }),
      ...(ending.kind === 'refused' && { code: ending.code }),
    });
  }

  async #endingOf(entry: Entry): Promise<Ending> {
    const { outcome } = entry;
    if (outcome && outcome.kind !== 'read') return outcome;
    return { kind: 'read', runs: await this.#runsOf(entry) };
  }
}

/** Every row of it was taken back in its table. */
const nothingToSend = { kind: 'refused', code: 'nothing-to-send', explanation: '' } as const;

const isTaken = (ending: Ending): boolean =>
  ending.kind === 'same' ||
  (ending.kind === 'read' && ending.runs.every(({ status }) => status === 'completed'));

const heldOf = ({ id }: Entry, { runId, problem }: RunView): Held => ({
  entry: id,
  run: runId,
  code: problem?.code ?? 'held',
  explanation: problem?.explanation ?? '',
});

/** Refusals of what was sent, and not of who sends or of the moment. */
const isOfEntry = (error: unknown): error is Refused =>
  error instanceof Refused && [400, 409, 413, 415, 422].includes(error.status);

const isOfConnector = (error: unknown): boolean =>
  error instanceof Refused || (error instanceof Error && error.message === 'fetch failed');
