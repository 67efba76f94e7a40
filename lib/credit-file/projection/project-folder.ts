import { type Category, isGraded } from '../../shared/category.ts';
import { type Day, dayOf } from '../../shared/day.ts';
import { exclusionsOf } from '../cases/exclusions.ts';
import type { Fact, Link } from '../facts/fact.ts';
import { canonicalJson, digestOf } from '../facts/identity.ts';
import { type Registration, registrationsOf } from '../facts/registration.ts';
import { factDigestOf } from '../facts/sealed-fact.ts';
import type { PartyKey } from '../facts/subject.ts';
import { type Receiver, withDesired } from './delivery-state.ts';
import { desiredDigest, desiredInDirectory, desiredInSettlement } from './desired-state.ts';
import { type Disclosure, disclosureOf } from './disclosure.ts';
import { evidenceOf } from './evidence.ts';
import type { FileState, GradeInForce, PendingSuspension, PublishedGrade } from './file-state.ts';
import {
  type CycleOptions,
  type CyclePolicy,
  cycleInForce,
  type ProjectedCycles,
  type PublishedCycle,
  projectCycles,
} from './project-cycles.ts';
import {
  type Consequences,
  type SanctionPolicy,
  type Suspension,
  settlementConsequences,
  staffSanctions,
  suspensionsOf,
} from './sanctions.ts';
import type { Scorer } from './scorer.ts';
import { coreDigestOf, sheetHash } from './sheet-body.ts';

/** All that is known about a party: what a query of its partition brings. */
export interface Folder {
  readonly party: PartyKey;
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  readonly files: ReadonlyMap<Category, FileState>;
}

export interface ProjectionOptions {
  readonly now: Date;
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
}

export interface ProjectionPolicy extends SanctionPolicy, CyclePolicy {
  /** Time box of a second officer for a inForce suspension, in hours. */
  readonly holdHours: number;
}

/** An immutable score sheet: what was said of a file, as of which version. `hash` chains it to the one before. */
export interface SheetRecord {
  readonly category: Category;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
}

export interface ProjectedFile {
  readonly file: FileState;
  /** A new sheet, where the evaluation says something new. */
  readonly sheet?: SheetRecord | undefined;
  /** False when the file says what it said before; its revision is the next one all the same. */
  readonly changed: boolean;
}

/** Draws every file of a party anew from what is known. Doing it again changes nothing but the revision. */
export function projectFolder(folder: Folder, options: ProjectionOptions): ProjectedFile[] {
  const drawing = { ...options, today: dayOf(options.now), folderDigest: folderDigestOf(folder) };
  return [...registrationsOf(folder.facts).values()].map((registration) =>
    projectFile(folder, registration, drawing),
  );
}

interface ProjectionContext extends ProjectionOptions {
  readonly today: Day;
  readonly folderDigest: string;
}

function projectFile(folder: Folder, registration: Registration, options: ProjectionContext): ProjectedFile {
  const before = folder.files.get(registration.category);
  const { today, folderDigest } = options;
  const evaluation = evaluate(folder, registration, options);
  const isMerged = registration.basis === 'withdrawn' || folder.facts.some(({ type }) => type === 'alias');
  const status = isMerged ? 'merged' : registration.status;
  const pendingSuspension = pendingSuspensionOf(folder, before, evaluation.consequences, options);
  const said = {
    party: folder.party,
    category: registration.category,
    scheme: registration.scheme,
    identity: identityOf(before, registration),
    status,
    medinsCode: registration.medinsCode,
    sanctions: evaluation.consequences.sanctions,
    changesOn: evaluation.consequences.changesOn,
    pendingSuspension,
    published: evaluation.body?.published?.length ? evaluation.body.published : undefined,
    disclosure: evaluation.disclosure,
  } as const;
  const body = evaluation.body;
  const version = (before?.version ?? 0) + 1;
  const sheet =
    body && digestOf(body.core) !== coreDigestOf(before?.gradeInForce?.sheet)
      ? sheetRecord(body, { before, version, category: registration.category, today })
      : undefined;
  const gradeInForce: GradeInForce | undefined =
    sheet && body ? { ...body.gradeInForce, evaluatedOn: today, sheet: sheet.hash } : before?.gradeInForce;
  const core = { ...said, gradeInForce };
  const changed = canonicalJson(core) !== canonicalJson(coreOf(before));
  if (!changed && before)
    return { file: { ...before, folderDigest, revision: before.revision + 1 }, changed: false };
  const file = {
    ...core,
    folderDigest,
    version,
    revision: (before?.revision ?? 0) + 1,
    deliveries: {},
    leases: before?.leases ?? {},
  };
  return { file: { ...file, deliveries: deliveriesOf(file, before, options.now) }, sheet, changed };
}

/** Of everything the file is projected from, whatever the order: a changed byte in any fact or link shows in it. */
export const folderDigestOf = ({ facts, links }: Pick<Folder, 'facts' | 'links'>): string =>
  digestOf([
    facts.map((fact) => [fact.key, factDigestOf(fact)]).sort(byKey),
    links.map((link) => [link.person, digestOf(link)]).sort(byKey),
  ]);

const byKey = ([a = '']: string[], [b = '']: string[]): number => (a < b ? -1 : a > b ? 1 : 0);

/** The seal of equal words differs each time: keep the one in use unless the name or number is another. */
const identityOf = (before: FileState | undefined, { identity }: Registration): FileState['identity'] =>
  before?.identity.digest === identity.digest ? before.identity : identity;

const coreOf = (file: FileState | undefined): unknown => {
  if (!file) return undefined;
  const {
    version: _v,
    revision: _r,
    deliveries: _d,
    leases: _l,
    folderDigest: _f,
    digest: _g,
    ...core
  } = file;
  return core;
};

interface Evaluation {
  readonly consequences: Consequences;
  readonly disclosure?: Disclosure | undefined;
  readonly body?:
    | {
        /** What decides whether the file says something new. */
        readonly core: Record<string, unknown>;
        readonly gradeInForce: Omit<GradeInForce, 'evaluatedOn' | 'sheet'>;
        readonly published: FileState['published'];
      }
    | undefined;
}

function evaluate(folder: Folder, registration: Registration, options: ProjectionContext): Evaluation {
  const { category } = registration;
  if (!isGraded(category)) return { consequences: { sanctions: [] } };
  const { today, scorer, policy } = options;
  const { facts, links } = folder;
  const { inForce: excluded, changesOn: exclusionsChangeOn } = exclusionsOf(facts, category, today);
  const projected = projectCycles(facts, links, { category, today, scorer, policy, excluded });
  const inForce = cycleInForce(projected);
  const consequences =
    category === 'insured-person'
      ? settlementConsequences(spellsOf(projected, folder, { category, scorer, excluded }), facts, {
          today,
          policy,
        })
      : { sanctions: staffSanctions({ ...inForce, category, scorer }) };
  const disclosure = disclosureOf(projected, category, today);
  const changesOn = earliestOf([consequences.changesOn, exclusionsChangeOn, disclosure?.until]);
  const published = projected.published.map(publishedGrade);
  const last = projected.published.at(-1);
  const { score, grade, vetoed, downgraded } = inForce.sheet;
  return {
    consequences: { ...consequences, ...(changesOn && { changesOn }) },
    disclosure,
    body: {
      core: {
        sheet: inForce.sheet,
        input: inForce.input,
        sanctions: consequences.sanctions,
        ...(published.length > 0 && { published }),
        // The published result stays on record also while an open cycle stands worse.
        ...(last && last !== inForce && { publishedSheet: last.sheet, publishedInput: last.input }),
      },
      gradeInForce: { cycle: inForce.cycle, score, grade, vetoed, downgraded, state: inForce.state },
      published,
    },
  };
}

const publishedGrade = ({ cycle, publishedOn, sheet }: PublishedCycle): PublishedGrade => ({
  cycle,
  publishedOn,
  score: sheet.score,
  grade: sheet.grade,
});

/** Suspensions of every cycle back to a year without any: a spell may have been lengthened from year to year. */
function spellsOf(
  { published, open, cycles }: ProjectedCycles,
  { facts, links }: Folder,
  options: Pick<CycleOptions, 'category' | 'scorer' | 'excluded'>,
): Suspension[] {
  const { category, scorer, excluded } = options;
  const known = [...published, ...open];
  const [oldest] = known;
  const before = (cycle: number): Suspension[] => {
    const evidence = evidenceOf(facts, links, { category, cycle, cycles, excluded });
    const scored = scorer({ category, cycle, evidence }, { mode: 'interim' });
    if (evidence.length === 0 || !scored.ok) return [];
    const found = suspensionsOf({ category, cycle, evidence, sheet: scored.value, scorer });
    return found.length > 0 ? [...before(cycle - 1), ...found] : [];
  };
  return [
    ...(oldest ? before(oldest.cycle - 1) : []),
    ...known.flatMap((cycle) => suspensionsOf({ ...cycle, category, scorer })),
  ];
}

const earliestOf = (days: readonly (Day | undefined)[]): Day | undefined =>
  days.filter((on) => on !== undefined).sort()[0];

/** The body names the sheet before it. */
function sheetRecord(
  body: NonNullable<Evaluation['body']>,
  {
    before,
    version,
    category,
    today,
  }: { before: FileState | undefined; version: number; category: Category; today: Day },
): SheetRecord {
  const text = canonicalJson({
    version,
    previous: before?.gradeInForce?.sheet ?? null,
    evaluatedOn: today,
    state: body.gradeInForce.state,
    ...body.core,
  });
  return { category, version, hash: sheetHash(version, body.core, text), body: text };
}

function pendingSuspensionOf(
  folder: Folder,
  before: FileState | undefined,
  { pending, pendingFor = [] }: Consequences,
  { now, policy }: ProjectionOptions,
): PendingSuspension | undefined {
  if (!pending) return undefined;
  const proposedBy = officersBehind(folder.facts.filter(({ key }) => pendingFor.includes(key)));
  if (before?.pendingSuspension?.suspension.id === pending.id)
    return { ...before.pendingSuspension, proposedBy };
  return {
    suspension: pending,
    since: now.toISOString(),
    dueAt: new Date(now.getTime() + policy.holdHours * 3_600_000).toISOString(),
    proposedBy,
  };
}

/** Everybody who had a hand in the facts, each once. */
function officersBehind(facts: readonly Fact[]): string[] {
  const officers = facts.flatMap(({ origin: { by, correction } }) => [
    by,
    ...(correction ? [correction.by] : []),
  ]);
  return [...new Set(officers)].sort();
}

function deliveriesOf(file: FileState, before: FileState | undefined, now: Date): FileState['deliveries'] {
  const wanted: Record<Receiver, string | undefined> = {
    directory: desiredDigest(desiredInDirectory(file), file),
    settlement: desiredDigest(desiredInSettlement(file), file),
  };
  const entries = (Object.entries(wanted) as [Receiver, string | undefined][])
    .map(
      ([receiver, digest]) =>
        [
          receiver,
          withDesired(before?.deliveries[receiver], digest, {
            version: file.version,
            now,
            // Also when it ran out: its sender stopped before it noted what it said.
            isBeingSent: before?.leases[receiver] !== undefined,
          }),
        ] as const,
    )
    .filter(([, delivery]) => delivery !== undefined);
  return Object.fromEntries(entries);
}
