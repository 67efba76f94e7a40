import { dayWithBasis } from '../regulation/legal-basis.ts';
import { type Category, type GradedCategory, isGraded, isInstitution } from '../shared/category.ts';
import { type Day, dayOf, laterOf } from '../shared/day.ts';
import type { NamedDecision } from './cases/case-fact.ts';
import { exclusionsOf } from './cases/exclusions.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from './facts/identity.ts';
import { folderAsOf } from './projection/as-of.ts';
import { publicityOf } from './projection/disclosure.ts';
import type { Evidence } from './projection/evidence.ts';
import { publicationsOf } from './projection/late-evidence.ts';
import {
  type CyclePolicy,
  type ProjectedCycle,
  type ProjectedCycles,
  projectCycles,
} from './projection/project-cycles.ts';
import type { Folder } from './projection/project-folder.ts';
import type { Scorer } from './projection/scorer.ts';

export interface DisclosureOptions {
  readonly category: Category;
  /** The day up to which publications are looked at. */
  readonly on: Day;
  readonly scorer: Scorer;
  readonly policy: CyclePolicy;
}

/**
 * The day on which a decision became public (失信信息公开, Art. 26 (1)): the publication of the first result of E of an
 * institution that it counted in, or the day it came in later; of an interim E the day from which the bureau shows it, if
 * it does. Undefined: it never was public, because the subject is a person, the result was better or is not published,
 * or its usage is restricted.
 */
export function disclosedSince(
  decision: NamedDecision,
  folder: Folder,
  options: DisclosureOptions,
): Day | undefined {
  const { category, on } = options;
  if (!isGraded(category) || !isInstitution(category)) return undefined;
  const now = cyclesAsOf(folder, on, { ...options, category });
  const publications = [...publicationsOf(folder.facts, category).values()];
  const published = publications
    .filter(({ publishedOn }) => publishedOn <= on)
    .flatMap(({ cycle, publishedOn }) => {
      const then = cyclesAsOf(folder, publishedOn, { ...options, category });
      if (countsInE(decision, cycle, then.published)) return [publishedOn];
      if (!countsInE(decision, cycle, now.published)) return [];
      return [laterOf(publishedOn, cameIn(decision, folder) ?? publishedOn)];
    });
  const { book } = options.policy;
  const sources = { facts: folderAsOf(folder, on).facts, category, scorer: options.scorer };
  const {
    disclosures: [shown],
  } = publicityOf(now, { ...sources, today: on, book });
  const isShown = shown?.state === 'interim' && countsInE(decision, shown.cycle, now.open);
  const effective = published
    .map((since) => dayWithBasis(since, book))
    .filter((from) => from !== undefined && from <= on);
  return [...effective, ...(isShown ? [shown.from] : [])].sort()[0];
}

/** The cycles of a file as known at the end of a day. */
function cyclesAsOf(
  folder: Folder,
  on: Day,
  { category, scorer, policy }: DisclosureOptions & { category: GradedCategory },
): ProjectedCycles {
  const { facts, links } = folderAsOf(folder, on);
  const { inForce: excluded } = exclusionsOf(facts, category, on);
  return projectCycles(facts, links, { category, today: on, scorer, policy, excluded });
}

/** Whether the result of a cycle is E, and the decision counts in it. */
function countsInE(decision: NamedDecision, cycle: number, results: readonly ProjectedCycle[]): boolean {
  const result = results.find((one) => one.cycle === cycle);
  return result?.sheet.grade === 'E' && result.evidence.some((evidence) => isOf(decision, evidence));
}

/** By the document, since an amendment gives the decision another fact. */
const isOf = (decision: NamedDecision, { cause }: Evidence): boolean =>
  !cause.isRestricted &&
  normaliseDocumentNumber(cause.document) === normaliseDocumentNumber(decision.documentNumber) &&
  normaliseAuthorityName(cause.authority) === normaliseAuthorityName(decision.authority);

function cameIn({ fact }: NamedDecision, { facts }: Folder): Day | undefined {
  const found = facts.find(({ key }) => key === fact);
  return found && dayOf(new Date(found.origin.receivedAt));
}
