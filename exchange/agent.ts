import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Box } from './box.ts';
import { BoxState } from './box-state.ts';
import type { Connector } from './connector.ts';
import type { Journal } from './journal.ts';
import { type Looked, lookAt } from './look.ts';
import { nextPause, type Pace } from './pace.ts';
import { problemText } from './problem.ts';
import type { Say } from './say.ts';

/** A box with what is its own: its token's connector, how often it is looked at, when it is quiet. */
export interface Watch {
  readonly box: Box;
  readonly connector: Connector;
  readonly pace: Pace;
  readonly expectedEveryHours?: number | undefined;
}

export interface AgentDeps {
  readonly journal: Journal;
  readonly say: Say;
  /** The folder of the status file. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly random: () => number;
  /** Ends early, without an error, when the signal is given. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What a whole pass of all boxes left. */
export interface Passed {
  readonly failing: number;
  readonly held: number;
  readonly waitingRows: number;
}

/** The boxes, each looked at by itself: one that fails or is slow stops no other. */
export class Agent {
  readonly #watches: readonly { watch: Watch; state: BoxState }[];
  readonly #deps: AgentDeps;
  #writing: Promise<void> = Promise.resolve();

  constructor(watches: readonly Watch[], deps: AgentDeps) {
    this.#deps = deps;
    const since = deps.clock().toISOString();
    this.#watches = watches.map((watch) => {
      const { box, expectedEveryHours } = watch;
      const watched = { box: box.name, source: box.source, expectedEveryHours, since };
      return { watch, state: new BoxState(watched, deps.say) };
    });
  }

  /** Works until the signal is given. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all(
      this.#watches.map(async ({ watch, state }) => {
        while (!signal.aborted) {
          const { moving } = await this.#look(watch, state);
          const pause = nextPause({ failures: state.failures, moving }, watch.pace, this.#deps.random);
          await this.#deps.pause(pause, signal);
        }
      }),
    );
  }

  /**
   * Takes what is there now to its end: at least two looks, so far apart that a file can be seen to have stopped growing, and on
   * until nothing is on its way.
   */
  async once(signal: AbortSignal): Promise<Passed> {
    const passed = await Promise.all(
      this.#watches.map(async ({ watch, state }) => {
        let waitingRows = 0;
        for (let looks = 1; !signal.aborted; looks++) {
          const { moving, waitingRows: more, problems, found } = await this.#look(watch, state);
          waitingRows += more;
          if (looks > 1 && (problems.length > 0 || (moving === 0 && !found))) break;
          await this.#deps.pause(
            moving > 0 ? watch.pace.movingMilliseconds : watch.box.stillMilliseconds,
            signal,
          );
        }
        const { problems, held } = state.status;
        return { failing: problems.length > 0 ? 1 : 0, held: held.length, waitingRows };
      }),
    );
    const sum = (name: keyof Passed): number => passed.reduce((all, one) => all + one[name], 0);
    return { failing: sum('failing'), held: sum('held'), waitingRows: sum('waitingRows') };
  }

  async #look({ box, connector }: Watch, state: BoxState): Promise<Looked & { found: boolean }> {
    const { journal, say, clock } = this.#deps;
    const before = journal.lastFoundAt(box.name);
    const looked = await lookAt(box, { journal, connector, say }).catch((error: unknown) => ({
      moving: 0,
      held: state.status.held,
      problems: [error],
      isCut: true,
      waitingRows: 0,
    }));
    const foundAt = journal.lastFoundAt(box.name);
    state.note(looked, { now: clock(), foundAt });
    await this.#writeStatus();
    return { ...looked, found: foundAt !== before };
  }

  /** The status file, replaced as a whole, one write at a time. A disk that takes no status file stops nothing. */
  async #writeStatus(): Promise<void> {
    const { folder, say } = this.#deps;
    this.#writing = this.#writing.then(async () => {
      const path = join(folder, 'status.json');
      const boxes = this.#watches.map(({ state }) => state.status);
      try {
        await writeFile(`${path}.part`, `${JSON.stringify({ boxes }, null, 2)}\n`, { mode: 0o600 });
        await rename(`${path}.part`, path);
      } catch (error) {
        say('error', 'status.unwritten', { problem: problemText(error) });
      }
    });
    await this.#writing;
  }
}
