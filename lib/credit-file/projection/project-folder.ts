import type { Category } from '../../shared/category.ts';
import { type Day, dayOf } from '../../shared/day.ts';
import type { DecisionFact, Link } from '../facts/fact.ts';
import { canonicalJson, digestOf } from '../facts/identity.ts';
import { type Registration, registrationsOf } from '../facts/registration.ts';
import { factDigestOf } from '../facts/sealed-fact.ts';
import type { PartyKey } from '../facts/subject.ts';
import type { DayBook } from '../folding/day-book.ts';
import { condense, type Foldable } from '../folding/fold.ts';
import { saidByLink } from '../folding/link-book.ts';
import { evaluateFile, type FileEvaluation } from './evaluate-file.ts';
import { deliveriesOf } from './file-deliveries.ts';
import type { FileState } from './file-state.ts';
import { pendingSuspensionOf } from './pending-suspension.ts';
import type { CyclePolicy } from './project-cycles.ts';
import type { Scorer } from './scorer.ts';
import { nextSheet, type SheetRecord } from './sheet-record.ts';

/** All that is known about a party: the result of one query of its partition. */
export interface Folder extends Foldable {
  readonly party: PartyKey;
  readonly files: ReadonlyMap<Category, FileState>;
  /** Keys of the relations that are stored apart. They say nothing of the person's own files. */
  readonly relationsApart?: ReadonlySet<string> | undefined;
  /** Decisions that are stored outside their slots, too, as they are there: another row may have said them at the same moment. */
  readonly copied?: readonly DecisionFact[] | undefined;
}

export interface ProjectionOptions {
  readonly now: Date;
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
  /** Names each decision, however many there are: the sheets of earlier releases do. Needs a folder that was read whole. */
  readonly isDetailed?: boolean | undefined;
}

export interface ProjectionPolicy extends CyclePolicy {
  /** Hours in which a second officer can rule on a pending suspension. */
  readonly holdHours: number;
}

export interface ProjectedFile {
  readonly file: FileState;
  /** A new sheet, if the content of the evaluation has changed. */
  readonly sheet?: SheetRecord | undefined;
  /** False if the content of the file has not changed. Its revision is the next one all the same. */
  readonly changed: boolean;
}

/** Projects every file of a party from its folder. A repetition changes only the revision. */
export function projectFolder(folder: Folder, options: ProjectionOptions): ProjectedFile[] {
  const { facts, links, dayBooks } = options.isDetailed
    ? { ...folder, dayBooks: undefined }
    : condense(folder);
  const folderDigest = digestOfCondensed({ ...folder, facts, links, dayBooks });
  const context = { ...options, today: dayOf(options.now), folderDigest };
  return [...registrationsOf(facts).values()].map((registration) =>
    projectFile({ ...folder, facts, links }, registration, {
      ...context,
      dayBook: dayBooks?.get(registration.category),
    }),
  );
}

interface ProjectionContext extends ProjectionOptions {
  readonly today: Day;
  readonly folderDigest: string;
  readonly dayBook: DayBook | undefined;
}

function projectFile(folder: Folder, registration: Registration, context: ProjectionContext): ProjectedFile {
  const { category } = registration;
  const { today, folderDigest, now } = context;
  const before = folder.files.get(category);
  const evaluation = evaluateFile(folder, { ...context, category });
  const { body } = evaluation;
  const version = (before?.version ?? 0) + 1;
  const sheet = body && nextSheet(body, { previous: before?.gradeInForce?.sheet, version, category, today });
  const gradeInForce =
    sheet && body ? { ...body.gradeInForce, evaluatedOn: today, sheet: sheet.hash } : before?.gradeInForce;
  const content = { ...contentOf(folder, registration, { evaluation, context }), gradeInForce };
  const changed = canonicalJson(content) !== canonicalJson(before && storedContent(before));
  if (!changed && before)
    return { file: { ...before, folderDigest, revision: before.revision + 1 }, changed: false };
  const file = {
    ...content,
    folderDigest,
    version,
    revision: (before?.revision ?? 0) + 1,
    deliveries: {},
    leases: before?.leases ?? {},
    ...(before?.abandoned && { abandoned: before.abandoned }),
  };
  return {
    file: { ...file, deliveries: deliveriesOf(file, before, { now, facts: folder.facts }) },
    sheet,
    changed,
  };
}

/** The content of a file, without its grade in force. */
function contentOf(
  folder: Folder,
  registration: Registration,
  { evaluation, context }: { evaluation: FileEvaluation; context: ProjectionContext },
) {
  const before = folder.files.get(registration.category);
  const { consequences, body, disclosure } = evaluation;
  const isMerged = registration.basis === 'withdrawn' || folder.facts.some(({ type }) => type === 'alias');
  return {
    party: folder.party,
    category: registration.category,
    scheme: registration.scheme,
    identity: identityOf(before, registration),
    status: isMerged ? 'merged' : registration.status,
    medinsCode: registration.medinsCode,
    sanctions: consequences.sanctions,
    awaitingSanction: consequences.awaiting,
    awaitingBasis: consequences.awaitingBasis,
    overOnArrival: consequences.overOnArrival,
    changesOn: consequences.changesOn,
    pendingSuspension: pendingSuspensionOf(folder.facts, consequences, {
      before: before?.pendingSuspension,
      now: context.now,
      holdHours: context.policy.holdHours,
    }),
    published: body?.published.length ? body.published : undefined,
    disclosure,
  } as const;
}

/** Equal words are sealed differently each time: keeps the sealed values in use unless name or number has changed. */
const identityOf = (before: FileState | undefined, { identity }: Registration): FileState['identity'] =>
  before?.identity.digest === identity.digest ? before.identity : identity;

const storedContent = ({
  version: _version,
  revision: _revision,
  deliveries: _deliveries,
  leases: _leases,
  abandoned: _abandoned,
  folderDigest: _folderDigest,
  digest: _digest,
  ...content
}: FileState): unknown => content;

/**
 * Digest of all facts and links of a folder, in any order. A changed byte in one of them changes it. How many facts a
 * link was made from is left out: a link that is written again with the same entries concerns nobody, and its
 * institution need not be projected after it (a crash may come in between). A link without a document is left out, too.
 */
export const folderDigestOf = (folder: Folder): string =>
  digestOfCondensed({ ...folder, ...condense(folder) });

/** Decisions and links that are summed are in it by the commitment to them. */
function digestOfCondensed({
  dayBooks,
  relationsApart,
  ...folder
}: Pick<Folder, 'facts' | 'links' | 'relationsApart'> & {
  dayBooks?: ReadonlyMap<Category, DayBook> | undefined;
}): string {
  const facts = folder.facts.filter(({ key }) => !relationsApart?.has(key));
  const digest = digestOfFolder({ ...folder, facts }, saidByLink);
  if (!dayBooks) return digest;
  return digestOf([
    digest,
    ...[...dayBooks.values()].flatMap(({ documents, stored }) => [documents, stored]),
  ]);
}

/** The digest as earlier releases wrote it: with `drawnFrom`, with every decision, and with links without a document. */
export const earlierFolderDigestsOf = (folder: Pick<Folder, 'facts' | 'links'>): string[] => [
  digestOfFolder(folder, digestOf),
  digestOfFolder(folder, ({ drawnFrom: _drawnFrom, ...link }) => digestOf(link)),
];

const digestOfFolder = (
  { facts, links }: Pick<Folder, 'facts' | 'links'>,
  linkDigestOf: (link: Link) => string | undefined,
): string =>
  digestOf([
    facts.map((fact) => [fact.key, factDigestOf(fact)]).sort(byKey),
    links
      .flatMap((link) => {
        const digest = linkDigestOf(link);
        return digest === undefined ? [] : [[link.person, digest]];
      })
      .sort(byKey),
  ]);

const byKey = ([a = '']: string[], [b = '']: string[]): number => (a < b ? -1 : a > b ? 1 : 0);
