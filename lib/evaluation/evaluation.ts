import type { PartyKey } from '../credit-file/facts/subject.ts';
import type { PolicyName } from '../regulation/policy.ts';
import type { IndicatorTable, Policy } from '../scoring/index.ts';
import type { Day } from '../shared/day.ts';
import { type PartRelease, withNewestPublished } from './part-release.ts';

/**
 * Phases that process all shards of the table. `publish-part` publishes the subjects of one prefecture; earlier releases
 * do not know it, so none of their workers takes it for the publication of everybody.
 */
export const workPhases = ['collect', 'rehearse', 'publish', 'publish-part', 'refresh', 'upgrade'] as const;
export type WorkPhase = (typeof workPhases)[number];
export type Phase = WorkPhase | 'review' | 'scheduled' | 'published' | 'abandoned';

/** The annual evaluation (年度信用评价, Art. 15 to 18) of one cycle. Each change is one conditional write. */
export interface Evaluation {
  /** The key it is stored under: the year, or the id of a trial. */
  readonly name: string;
  readonly year: number;
  /** A draft that is tried over all files and is never published. */
  readonly trial?: Trial | undefined;
  /**
   * A value of a policy parameter that is proposed: rehearsed over all files, released by a second person, and then every
   * file is projected with it (`refresh`), on its first day (`scheduled`).
   */
  readonly change?: PolicyChange | undefined;
  /** No evaluation: what earlier releases stored is stored as this release does (`move-into-slots.ts`). */
  readonly upgrade?: { readonly reason: string } | undefined;
  readonly id: string;
  /** Counts writes: the optimistic lock. */
  readonly revision: number;
  /** Counts rehearsals. */
  readonly rehearsal: number;
  readonly phase: Phase;
  readonly shards: number;
  /** Shards that have finished this phase. */
  readonly done: readonly number[];
  /** What is received after this instant is late evidence. */
  readonly cutoff: string;
  readonly startedBy: string;
  readonly phaseStartedAt: string;
  readonly release?: { readonly by: string; readonly at: string; readonly reason: string } | undefined;
  readonly abandonment?: { readonly by: string; readonly at: string; readonly reason: string } | undefined;
  readonly publishedOn?: Day | undefined;
  /** Releases by prefectures, oldest first. `release` is that of the region. */
  readonly parts?: readonly PartRelease[] | undefined;
  readonly finishedAt?: string | undefined;
}

/** A version of a table, or values of policy parameters, that are not in force. */
export interface Trial {
  readonly table?: IndicatorTable | undefined;
  readonly policy?: Partial<Policy> | undefined;
}

/** A proposed value of a policy parameter. */
export interface PolicyChange {
  readonly name: PolicyName;
  readonly value: string;
  readonly from: Day;
  readonly reason: string;
}

/** Whether it is the annual evaluation of a cycle: no trial, no policy value, no upgrade. */
export const isAnnual = ({ trial, change, upgrade }: Evaluation): boolean => !trial && !change && !upgrade;

export const isWorking = ({ phase }: Evaluation): boolean => (workPhases as readonly Phase[]).includes(phase);

interface Beginning {
  readonly year: number;
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly shards: number;
  readonly trial?: Trial | undefined;
  readonly change?: PolicyChange | undefined;
  readonly upgrade?: Evaluation['upgrade'];
}

/** The key of the last upgrade of the region. */
export const upgradeName = 'upgrade';

/** Starts the first rehearsal, or another one after a review. */
export const begun = (
  before: Evaluation | undefined,
  { year, id, by, at, shards, trial, change, upgrade }: Beginning,
): Evaluation => ({
  name: upgrade ? upgradeName : trial || change ? id : String(year),
  ...(trial && { trial }),
  ...(change && { change }),
  ...(upgrade && { upgrade }),
  year,
  id,
  revision: (before?.revision ?? 0) + 1,
  rehearsal: (before?.rehearsal ?? 0) + 1,
  phase: upgrade ? 'upgrade' : change ? 'rehearse' : 'collect',
  shards,
  done: [],
  cutoff: at,
  startedBy: by,
  phaseStartedAt: at,
});

const after: Record<WorkPhase, Phase> = {
  collect: 'rehearse',
  rehearse: 'review',
  publish: 'published',
  'publish-part': 'review',
  refresh: 'published',
  upgrade: 'published',
};

/** Marks a shard of the phase as done. The last one starts the next phase. */
export function withShardDone(evaluation: Evaluation, shard: number, at: string): Evaluation {
  const done = [...new Set([...evaluation.done, shard])].sort((a, b) => a - b);
  const next = { ...evaluation, revision: evaluation.revision + 1, done };
  if (done.length < evaluation.shards || !isWorking(evaluation)) return next;
  const phase = after[evaluation.phase as WorkPhase];
  const hasEnded = phase === 'review' || phase === 'published';
  return {
    ...next,
    phase,
    done: [],
    phaseStartedAt: at,
    ...(hasEnded && { finishedAt: at }),
    ...(evaluation.phase === 'publish-part' && { parts: withNewestPublished(evaluation.parts ?? []) }),
  };
}

/** The number of the prefecture's release that is being carried out: each walks the shards anew. */
export const partOf = ({ phase, parts = [] }: Evaluation): number | undefined =>
  phase === 'publish-part' ? parts.length : undefined;

/** A second person releases the rehearsed results for publication. */
export const released = (
  evaluation: Evaluation,
  release: NonNullable<Evaluation['release']>,
  publishedOn: Day,
): Evaluation => ({
  ...evaluation,
  revision: evaluation.revision + 1,
  phase: 'publish',
  done: [],
  phaseStartedAt: release.at,
  finishedAt: undefined,
  release,
  publishedOn,
});

/** A second person releases a policy value. The files are projected with it from its first day on. */
export const releasedChange = (
  evaluation: Evaluation,
  release: NonNullable<Evaluation['release']>,
  { isDue }: { isDue: boolean },
): Evaluation => ({
  ...evaluation,
  revision: evaluation.revision + 1,
  phase: isDue ? 'refresh' : 'scheduled',
  done: [],
  phaseStartedAt: release.at,
  finishedAt: undefined,
  release,
});

/** The first day of a released value has come. */
export const comeDue = (evaluation: Evaluation, at: string): Evaluation => ({
  ...evaluation,
  revision: evaluation.revision + 1,
  phase: 'refresh',
  phaseStartedAt: at,
});

export const abandoned = (
  evaluation: Evaluation,
  abandonment: NonNullable<Evaluation['abandonment']>,
): Evaluation => ({
  ...evaluation,
  revision: evaluation.revision + 1,
  phase: 'abandoned',
  done: [],
  finishedAt: abandonment.at,
  abandonment,
});

/** Position and result of one shard of a phase: one item, so that both are written together. */
export interface ShardWork<Found> {
  readonly rehearsal: number;
  readonly phase: WorkPhase;
  /** In the phase `publish-part`: the number of the release. */
  readonly part?: number | undefined;
  readonly shard: number;
  readonly revision: number;
  readonly position?: string | undefined;
  readonly done: boolean;
  readonly subjects: number;
  readonly movedAt: string;
  readonly found: Found;
  /** Parties that could not be published. The shard is walked again for them, and is not done before. */
  readonly failed?: readonly FailedParty[] | undefined;
}

/** What an upgrade stored anew: decisions and links that went into slots, and the institutions they are of. */
export interface Upgraded {
  readonly institutions: number;
  readonly decisions: number;
  readonly links: number;
}

export const noneUpgraded: Upgraded = { institutions: 0, decisions: 0, links: 0 };

export const sumOfUpgraded = (all: readonly Upgraded[]): Upgraded =>
  all.reduce(
    (sum, one) => ({
      institutions: sum.institutions + one.institutions,
      decisions: sum.decisions + one.decisions,
      links: sum.links + one.links,
    }),
    noneUpgraded,
  );

/** A party whose result could not be published, and why. */
export interface FailedParty {
  readonly party: PartyKey;
  readonly message: string;
}

/** Failed parties that are kept of a shard: the first ones. */
export const failedMost = 50;

/** Progress of a phase: subjects done, subjects a second, and the estimated seconds left. */
export function progressOf(
  evaluation: Evaluation,
  { subjects, total, now }: { subjects: number; total: number | undefined; now: Date },
) {
  const until = evaluation.finishedAt ? Date.parse(evaluation.finishedAt) : now.getTime();
  const seconds = Math.max(1, (until - Date.parse(evaluation.phaseStartedAt)) / 1000);
  const rate = subjects / seconds;
  const left = total === undefined ? undefined : Math.max(0, total - subjects);
  return {
    subjects,
    ...(total !== undefined && { of: total }),
    shards: evaluation.shards,
    shardsDone: isWorking(evaluation) ? evaluation.done.length : evaluation.shards,
    perSecond: Math.round(rate * 10) / 10,
    ...(left !== undefined && rate > 0 && { secondsLeft: Math.ceil(left / rate) }),
  };
}
