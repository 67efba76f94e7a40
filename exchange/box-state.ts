import type { Held, Looked } from './look.ts';
import { problemText } from './problem.ts';
import type { Say } from './say.ts';

/** A box as the status file shows it. Times are ISO 8601. */
export interface BoxStatus {
  readonly box: string;
  readonly source: string;
  readonly lookedAt?: string | undefined;
  /** When something was last found in it. */
  readonly foundAt?: string | undefined;
  /** Set while nothing came for longer than `expectedEveryHours`. */
  readonly quietSince?: string | undefined;
  /** Set while its looks fail. */
  readonly failingSince?: string | undefined;
  readonly problems: readonly string[];
  readonly onTheWay: number;
  readonly held: readonly Held[];
}

interface Watched {
  readonly box: string;
  readonly source: string;
  readonly expectedEveryHours?: number | undefined;
  /** When the agent began to watch it: a box that was always empty is quiet from then on. */
  readonly since: string;
}

/** What is known of a box from look to look. Each change from well to not well, and back, is one line of the log. */
export class BoxState {
  readonly #watched: Watched;
  readonly #say: Say;
  #status: BoxStatus;
  #failures = 0;

  constructor(watched: Watched, say: Say) {
    this.#watched = watched;
    this.#say = say;
    this.#status = { box: watched.box, source: watched.source, problems: [], onTheWay: 0, held: [] };
  }

  get status(): BoxStatus {
    return this.#status;
  }

  /** Looks in a row that did not reach the box or the connector. */
  get failures(): number {
    return this.#failures;
  }

  note(
    { moving, held, problems, isCut }: Looked,
    { now, foundAt }: { now: Date; foundAt?: string | undefined },
  ): void {
    const before = this.#status;
    const texts = [...new Set(problems.map(problemText))];
    const at = now.toISOString();
    this.#failures = isCut ? this.#failures + 1 : 0;
    this.#status = {
      box: before.box,
      source: before.source,
      lookedAt: at,
      ...(foundAt && { foundAt }),
      ...this.#quietness(foundAt, now),
      ...(texts.length > 0 && { failingSince: before.failingSince ?? at }),
      problems: texts,
      onTheWay: moving,
      held,
    };
    this.#tell(before);
  }

  #quietness(foundAt: string | undefined, now: Date): { quietSince?: string } {
    const { expectedEveryHours, since } = this.#watched;
    if (expectedEveryHours === undefined) return {};
    const last = foundAt ?? since;
    return now.getTime() - Date.parse(last) > expectedEveryHours * 3_600_000 ? { quietSince: last } : {};
  }

  #tell(before: BoxStatus): void {
    const { box, problems, held, quietSince, failingSince } = this.#status;
    for (const problem of problems)
      if (!before.problems.includes(problem)) this.#say('error', 'box.failing', { box, problem });
    if (before.failingSince && !failingSince) this.#say('info', 'box.works-again', { box });
    if (quietSince && !before.quietSince) this.#say('warn', 'box.quiet', { box, since: quietSince });
    if (!quietSince && before.quietSince) this.#say('info', 'box.heard-again', { box });
    for (const { run, entry, code } of held)
      if (!before.held.some((one) => one.run === run))
        this.#say('warn', 'entry.held', { box, entry, run, code });
  }
}
