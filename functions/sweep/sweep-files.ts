import type { Hints } from '../../lib/application/deliveries/hints.ts';
import type { SubjectKey } from '../../lib/credit-file/facts/subject.ts';
import type { AgendaEntry, FolderStore } from '../../lib/credit-file/ports.ts';
import { type Receiver, receivers } from '../../lib/credit-file/projection/delivery-state.ts';
import {
  agendaLetters,
  agendaWaitingSince,
  type FileState,
} from '../../lib/credit-file/projection/file-state.ts';
import type { ProjectionPorts } from '../../lib/credit-file/projection-ports.ts';
import { projectParty } from '../../lib/credit-file/save-projection.ts';
import { type BreakerState, breakerAllows, longestRetrySeconds } from '../../lib/delivery/index.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { agendaShards } from '../../lib/store/keys.ts';
import type { IsolatedSteps } from './isolated-steps.ts';

export interface SweepFilesDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly hints: Hints;
  readonly ports: ProjectionPorts;
  readonly attempts: IsolatedSteps;
  readonly depth: Record<Receiver, Pick<Queue, 'depth'>>;
  readonly breakers: Record<Receiver, { read(): Promise<BreakerState | undefined> }>;
}

/**
 * Entries per page of a shard. A sweep reads on page by page, because deliveries of a receiver that is down may precede
 * other due entries.
 */
const entriesAPage = 500;
const pagesAShard = 40;
/** Hints (queue messages) per shard to one receiver. It is also the queue length from which a sweep adds no more. */
const hintsAShard = 500;
const fullQueue = 1000;
/** Hours after which an overdue pending suspension is reported again. */
const reminderHours = 1;

/**
 * Reads the agenda for what is due, and on to what waits for its next attempt: that has an age too. No delivery waits
 * longer for an attempt than `longestRetrySeconds`.
 * @returns the ids of runs that have not moved
 */
export async function sweepFiles(deps: SweepFilesDeps): Promise<string[]> {
  const { runtime, attempts } = deps;
  const now = runtime.clock().toISOString();
  const latest = new Date(Date.parse(now) + longestRetrySeconds * 1000).toISOString();
  const open = await openReceivers(deps);
  const runs: string[] = [];
  const ages = agesAt(now);
  for (let shard = 0; shard < agendaShards; shard++) {
    const hint = hinting(open, deps.hints);
    for await (const entry of agendaOfShard({ shard, until: `${latest}#~` }, deps)) {
      ages.note(entry);
      if (entry.at > now) continue;
      if (entry.kind === 'run') {
        runs.push(entry.runId);
        continue;
      }
      hint(entry);
      if (hasOwn(entry)) await attempts.run(() => sweepOwn(entry.subject, deps), { ...entry.subject });
    }
  }
  runtime.metrics.add('OutboxAgeSeconds', ages.seconds());
  return runs;
}

/**
 * Measures how long the oldest pending delivery has waited: since the receiver first lacked the desired state. What an
 * attempt, a receiver's `retry-after` or a change of the file puts off counts on.
 */
function agesAt(now: string) {
  let oldest = now;
  return {
    note(entry: AgendaEntry): void {
      const since = agendaWaitingSince(entry);
      if (since !== undefined && since < oldest) oldest = since;
    },
    seconds: () => Math.round((Date.parse(now) - Date.parse(oldest)) / 1000),
  };
}

/** What a shard of the agenda has until an instant, oldest first, by page. */
async function* agendaOfShard(
  stretch: { shard: number; until: string },
  { folders }: SweepFilesDeps,
): AsyncGenerator<AgendaEntry> {
  let after: AgendaEntry | undefined;
  for (let page = 0; page < pagesAShard; page++) {
    const entries = await folders.due({ ...stretch, limit: entriesAPage, after });
    yield* entries;
    after = entries.at(-1);
    if (!after) return;
  }
}

type FileEntry = Extract<AgendaEntry, { kind: 'file' }>;

const hasOwn = ({ about }: FileEntry): boolean =>
  about.includes(agendaLetters.change) || about.includes(agendaLetters.pendingSuspension);

/** Receivers whose breaker allows an attempt and whose queue has room for hints. */
async function openReceivers({ runtime, breakers, depth }: SweepFilesDeps): Promise<Set<Receiver>> {
  const open = new Set<Receiver>();
  for (const receiver of receivers) {
    const breaker = await breakers[receiver].read();
    const isUp = !breaker || breakerAllows(breaker, runtime.clock());
    if (isUp && (await depth[receiver].depth()) < fullQueue) open.add(receiver);
  }
  return open;
}

/** Sends hints (queue messages) for the first pending deliveries of a shard to the senders of open receivers. */
function hinting(open: ReadonlySet<Receiver>, hints: Hints): (entry: FileEntry) => void {
  const noted: Record<Receiver, number> = { directory: 0, settlement: 0 };
  return ({ subject, about }) => {
    for (const receiver of open) {
      if (!about.includes(agendaLetters[receiver]) || noted[receiver] >= hintsAShard) continue;
      noted[receiver]++;
      hints.note(subject, receiver);
    }
  };
}

/**
 * Handles what is due in the file itself: a sanction that ends today, or a pending suspension whose time limit is over.
 */
async function sweepOwn(subject: SubjectKey, { runtime, folders, ports }: SweepFilesDeps): Promise<void> {
  const file = await folders.readFile(subject);
  const now = runtime.clock();
  if (file?.changesOn && file.changesOn <= dayOf(now)) await projectParty(subject.party, ports);
  else if (file?.pendingSuspension && file.pendingSuspension.dueAt <= now.toISOString())
    await remind(file, now);

  async function remind(overdue: FileState, at: Date): Promise<void> {
    if (!overdue.pendingSuspension) return;
    const dueAt = new Date(at.getTime() + reminderHours * 3_600_000).toISOString();
    const next = {
      ...overdue,
      revision: overdue.revision + 1,
      pendingSuspension: { ...overdue.pendingSuspension, dueAt },
    };
    if (!(await folders.putFile(next))) return;
    runtime.metrics.add('HoldOverdue', 1);
    runtime.log.warn('suspension.release-overdue', { ...subject, since: overdue.pendingSuspension.since });
  }
}
