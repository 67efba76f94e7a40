import type { Hints } from '../../lib/composition/hints.ts';
import { type Receiver, receivers } from '../../lib/credit-file/delivery-state.ts';
import { agendaLetters, type FileState } from '../../lib/credit-file/file-state.ts';
import { type RefreshPorts, refreshParty } from '../../lib/credit-file/keeper.ts';
import type { AgendaEntry, FolderStore } from '../../lib/credit-file/ports.ts';
import type { SubjectKey } from '../../lib/credit-file/subject.ts';
import { type BreakerState, breakerAllows } from '../../lib/delivery/index.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { agendaShards } from '../../lib/store/keys.ts';

export interface SweepFilesDeps {
  readonly runtime: Runtime;
  readonly folders: FolderStore;
  readonly hints: Hints;
  readonly ports: RefreshPorts;
  readonly depth: Record<Receiver, Pick<Queue, 'depth'>>;
  readonly breakers: Record<Receiver, { read(): Promise<BreakerState | undefined> }>;
}

/** Entries of a shard a sweep looks at, and the backlog of a queue from which it adds no more hints. */
const entriesAShard = 500;
const fullQueue = 1000;
/** A hold that was reported overdue is reported again after this long. */
const reminderHours = 1;

/** Looks through the agenda for what is due. @returns runs that have not moved */
export async function sweepFiles(deps: SweepFilesDeps): Promise<string[]> {
  const { runtime, folders } = deps;
  const until = runtime.clock().toISOString();
  const open = await openReceivers(deps);
  const runs: string[] = [];
  let oldest = until;
  for (let shard = 0; shard < agendaShards; shard++) {
    for (const entry of await folders.due({ shard, until: `${until}#~`, limit: entriesAShard })) {
      if (entry.kind === 'run') runs.push(entry.runId);
      else await sweepFile(entry, open, deps);
      if (entry.kind === 'file' && isDelivery(entry) && entry.at < oldest) oldest = entry.at;
    }
  }
  runtime.metrics.add('OutboxAgeSeconds', Math.round((Date.parse(until) - Date.parse(oldest)) / 1000));
  return runs;
}

type FileEntry = Extract<AgendaEntry, { kind: 'file' }>;

const isDelivery = ({ about }: FileEntry): boolean =>
  receivers.some((receiver) => about.includes(agendaLetters[receiver]));

/** Receivers that are there and not yet full of hints. */
async function openReceivers({ runtime, breakers, depth }: SweepFilesDeps): Promise<Set<Receiver>> {
  const open = new Set<Receiver>();
  for (const receiver of receivers) {
    const breaker = await breakers[receiver].read();
    const isUp = !breaker || breakerAllows(breaker, runtime.clock());
    if (isUp && (await depth[receiver].depth()) < fullQueue) open.add(receiver);
  }
  return open;
}

async function sweepFile(entry: FileEntry, open: ReadonlySet<Receiver>, deps: SweepFilesDeps): Promise<void> {
  for (const receiver of receivers) {
    if (entry.about.includes(agendaLetters[receiver]) && open.has(receiver))
      deps.hints.note(entry.subject, receiver);
  }
  const hasOwn = entry.about.includes(agendaLetters.change) || entry.about.includes(agendaLetters.hold);
  if (hasOwn) await sweepOwn(entry.subject, deps);
}

/** A sanction that ends today, a hold whose time box is over. */
async function sweepOwn(subject: SubjectKey, { runtime, folders, ports }: SweepFilesDeps): Promise<void> {
  const file = await folders.readFile(subject);
  const now = runtime.clock();
  if (file?.changesOn && file.changesOn <= dayOf(now)) await refreshParty(subject.party, ports);
  else if (file?.hold && file.hold.dueAt <= now.toISOString()) await remind(file, now);

  async function remind(overdue: FileState & { hold?: FileState['hold'] }, at: Date): Promise<void> {
    if (!overdue.hold) return;
    const dueAt = new Date(at.getTime() + reminderHours * 3_600_000).toISOString();
    const next = { ...overdue, revision: overdue.revision + 1, hold: { ...overdue.hold, dueAt } };
    if (!(await folders.putFile(next))) return;
    runtime.metrics.add('HoldOverdue', 1);
    runtime.log.warn('suspension.release-overdue', { ...subject, since: overdue.hold.since });
  }
}
