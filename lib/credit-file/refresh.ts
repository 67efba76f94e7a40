import { type Category, isGraded } from '../shared/category.ts';
import { type Day, dayOf, yearOf } from '../shared/day.ts';
import { type Receiver, wanting } from './delivery-state.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import { exclusionsOf } from './exclusions.ts';
import type { Fact, Link } from './fact.ts';
import type { FileState, Hold, Standing } from './file-state.ts';
import { canonicalJson, digestOf, digestOfText } from './identity.ts';
import { directoryHolding, holdingDigest, settlementHolding } from './messages.ts';
import { type Registration, registrationsOf } from './registration.ts';
import {
  type Consequences,
  type SanctionPolicy,
  type Suspension,
  settlementConsequences,
  staffSanctions,
  suspensionsOf,
} from './sanctions.ts';
import type { Scorer, Sheet } from './scorer.ts';
import type { PartyKey } from './subject.ts';

/** All that is known about a party: what a query of its partition brings. */
export interface Folder {
  readonly party: PartyKey;
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
  readonly files: ReadonlyMap<Category, FileState>;
}

export interface RefreshOptions {
  readonly now: Date;
  readonly scorer: Scorer;
  readonly policy: RefreshPolicy;
}

export interface RefreshPolicy extends SanctionPolicy {
  /** Time box of a second officer for a held suspension, in hours. */
  readonly holdHours: number;
}

/** An immutable score sheet: what was said of a file, as of which version. `hash` chains it to the one before. */
export interface SheetRecord {
  readonly category: Category;
  readonly version: number;
  readonly hash: string;
  readonly body: string;
}

export interface Refreshed {
  readonly file: FileState;
  /** A new sheet, where the evaluation says something new. */
  readonly sheet?: SheetRecord | undefined;
  /** False when the file says what it said before; its revision is the next one all the same. */
  readonly changed: boolean;
}

/** Draws every file of a party anew from what is known. Doing it again changes nothing but the revision. */
export function refreshFolder(folder: Folder, options: RefreshOptions): Refreshed[] {
  const registrations = registrationsOf(folder.facts);
  return [...registrations.values()].map((registration) => refreshFile(folder, registration, options));
}

function refreshFile(folder: Folder, registration: Registration, options: RefreshOptions): Refreshed {
  const before = folder.files.get(registration.category);
  const today = dayOf(options.now);
  const evaluation = evaluate(folder, registration, { ...options, today });
  const isNobody = registration.basis === 'withdrawn' || folder.facts.some(({ type }) => type === 'alias');
  const status = isNobody ? 'merged' : registration.status;
  const hold = holdOf(folder, before, evaluation.consequences, options);
  const said = {
    party: folder.party,
    category: registration.category,
    scheme: registration.scheme,
    identity: identityOf(before, registration),
    status,
    medinsCode: registration.medinsCode,
    sanctions: evaluation.consequences.sanctions,
    changesOn: evaluation.consequences.changesOn,
    hold,
  } as const;
  const body = evaluation.body;
  const version = (before?.version ?? 0) + 1;
  const coreDigest = body && digestOf(body.core);
  const sheet =
    body && coreDigest && coreDigest !== before?.standing?.sheet.split('.')[1]
      ? sheetRecord(body, { before, version, category: registration.category, today, coreDigest })
      : undefined;
  const standing: Standing | undefined =
    sheet && body ? { ...body.standing, evaluatedOn: today, sheet: sheet.hash } : before?.standing;
  const core = { ...said, standing };
  const changed = canonicalJson(core) !== canonicalJson(coreOf(before));
  if (!changed && before) return { file: { ...before, revision: before.revision + 1 }, changed: false };
  const file = {
    ...core,
    version,
    revision: (before?.revision ?? 0) + 1,
    deliveries: {},
    leases: before?.leases ?? {},
  };
  return { file: { ...file, deliveries: deliveriesOf(file, before, options.now) }, sheet, changed };
}

/** The seal of equal words differs each time: keep the one in use unless the name or number is another. */
const identityOf = (before: FileState | undefined, { identity }: Registration): FileState['identity'] =>
  before?.identity.digest === identity.digest ? before.identity : identity;

const coreOf = (file: FileState | undefined): unknown => {
  if (!file) return undefined;
  const { version: _v, revision: _r, deliveries: _d, leases: _l, ...core } = file;
  return core;
};

interface Evaluation {
  readonly consequences: Consequences;
  readonly body?:
    | {
        readonly core: unknown;
        readonly sheet: Sheet;
        readonly standing: Omit<Standing, 'evaluatedOn' | 'sheet'>;
      }
    | undefined;
  readonly evidence: readonly Evidence[];
}

function evaluate(
  folder: Folder,
  registration: Registration,
  options: RefreshOptions & { today: Day },
): Evaluation {
  const { category } = registration;
  if (!isGraded(category)) return { consequences: { sanctions: [] }, evidence: [] };
  const { today, scorer, policy } = options;
  const cycle = yearOf(today);
  const { inForce: excluded, changesOn: exclusionsChangeOn } = exclusionsOf(folder.facts, category, today);
  const inCycle = (year: number) => {
    const evidence = evidenceOf(folder.facts, folder.links, { category, cycle: year, excluded });
    const scored = scorer({ category, cycle: year, evidence }, { mode: 'interim' });
    return { category, cycle: year, evidence, scored, scorer };
  };
  const { scored, ...now } = inCycle(cycle);
  if (!scored.ok)
    throw new RangeError(`a file cannot be scored: ${scored.error.code}: ${scored.error.message}`);
  const current = { ...now, sheet: scored.value };
  /** Back to a year without any, or before the regulation: a spell may have been lengthened from year to year. */
  const suspensionsBefore = (year: number): Suspension[] => {
    const { scored: before, ...last } = inCycle(year - 1);
    if (last.evidence.length === 0 || !before.ok) return [];
    const found = suspensionsOf({ ...last, sheet: before.value });
    return found.length > 0 ? [...suspensionsBefore(last.cycle), ...found] : [];
  };
  const consequences =
    category === 'insured-person'
      ? settlementConsequences([...suspensionsBefore(cycle), ...suspensionsOf(current)], folder.facts, {
          today,
          policy,
        })
      : { sanctions: staffSanctions(current) };
  const { score, grade, vetoed, downgraded } = current.sheet;
  const changesOn = earlierOf(consequences.changesOn, exclusionsChangeOn);
  return {
    consequences: { ...consequences, ...(changesOn && { changesOn }) },
    evidence: current.evidence,
    body: {
      core: { sheet: current.sheet, sanctions: consequences.sanctions },
      sheet: current.sheet,
      standing: { cycle, score, grade, vetoed, downgraded, state: 'interim' },
    },
  };
}

const earlierOf = (a: Day | undefined, b: Day | undefined): Day | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

/** `hash`: `<version>.<digest of the core>.<digest of the body>`; the body names the sheet before it. */
function sheetRecord(
  body: NonNullable<Evaluation['body']>,
  {
    before,
    version,
    category,
    today,
    coreDigest,
  }: { before: FileState | undefined; version: number; category: Category; today: Day; coreDigest: string },
): SheetRecord {
  const text = canonicalJson({
    version,
    previous: before?.standing?.sheet ?? null,
    evaluatedOn: today,
    state: body.standing.state,
    ...(body.core as Record<string, unknown>),
  });
  return { category, version, hash: `${version}.${coreDigest}.${digestOfText(text)}`, body: text };
}

function holdOf(
  folder: Folder,
  before: FileState | undefined,
  { held, heldFor = [] }: Consequences,
  { now, policy }: RefreshOptions,
): Hold | undefined {
  if (!held) return undefined;
  const proposedBy = officersBehind(folder.facts.filter(({ key }) => heldFor.includes(key)));
  if (before?.hold?.suspension.id === held.id) return { ...before.hold, proposedBy };
  return {
    suspension: held,
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
    directory: holdingDigest(directoryHolding(file), file),
    settlement: holdingDigest(settlementHolding(file), file),
  };
  const entries = (Object.entries(wanted) as [Receiver, string | undefined][])
    .map(
      ([receiver, digest]) =>
        [
          receiver,
          wanting(before?.deliveries[receiver], digest, {
            version: file.version,
            now,
            isBeingSent: (before?.leases[receiver] ?? '') > now.toISOString(),
          }),
        ] as const,
    )
    .filter(([, delivery]) => delivery !== undefined);
  return Object.fromEntries(entries);
}
