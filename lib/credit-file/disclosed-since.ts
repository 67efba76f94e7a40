import { dayWithBasis } from '../regulation/legal-basis.ts';
import { type Category, type GradedCategory, isGraded, isInstitution } from '../shared/category.ts';
import { type Day, dayOf, laterOf } from '../shared/day.ts';
import type { NamedDecision } from './cases/case-fact.ts';
import { exclusionsOf } from './cases/exclusions.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from './facts/identity.ts';
import { knownSince } from './facts/known-since.ts';
import { folderAsOf } from './projection/as-of.ts';
import { publicityOf, publicUntil } from './projection/disclosure.ts';
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

/** The first day on which a decision was public, and the first on which it is no longer, or would be none. */
export interface Disclosed {
  readonly since: Day;
  readonly until: Day;
}

/**
 * The day on which a decision became public (失信信息公开, Art. 26 (1)): the publication of the first result of E of an
 * institution that it counted in, or the day it came in later; of an interim E the day from which the bureau shows it, if
 * it does; and until when. Undefined: it never was public, because the subject is a person, the result was better or is
 * not published, or its usage is restricted.
 */
export function disclosedSince(
  decision: NamedDecision,
  folder: Folder,
  options: DisclosureOptions,
): Disclosed | undefined {
  const { category, on } = options;
  if (!isGraded(category) || !isInstitution(category)) return undefined;
  const now = cyclesAsOf(folder, on, { ...options, category });
  const publications = [...publicationsOf(folder.facts, category).values()];
  const published = publications
    .filter(({ publishedOn }) => publishedOn <= on)
    .flatMap(({ cycle, publishedOn }) => {
      const then = cyclesAsOf(folder, publishedOn, { ...options, category });
      const first = resultWith(decision, cycle, then.published);
      if (first) return [{ result: first, since: publishedOn }];
      const result = resultWith(decision, cycle, now.published);
      return result ? [{ result, since: laterOf(publishedOn, cameIn(decision, folder) ?? publishedOn) }] : [];
    });
  const { book } = options.policy;
  const sources = { facts: folderAsOf(folder, on).facts, category, scorer: options.scorer };
  const {
    disclosures: [shown],
  } = publicityOf(now, { ...sources, today: on, book });
  const isShown = shown?.state === 'interim' && resultWith(decision, shown.cycle, now.open);
  const effective = published.flatMap(({ result, since }): Disclosed[] => {
    const from = dayWithBasis(since, book);
    return from !== undefined && from <= on ? [{ since: from, until: publicUntil(result, from, book) }] : [];
  });
  const all = [...effective, ...(isShown ? [{ since: shown.from, until: shown.until }] : [])];
  return all.sort((a, b) => (a.since < b.since ? -1 : 1))[0];
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

/** The result of a cycle if it is E, and the decision counts in it. */
const resultWith = (
  decision: NamedDecision,
  cycle: number,
  results: readonly ProjectedCycle[],
): ProjectedCycle | undefined =>
  results.find(
    (one) =>
      one.cycle === cycle &&
      one.sheet.grade === 'E' &&
      one.evidence.some((evidence) => isOf(decision, evidence)),
  );

/** By the document, since an amendment gives the decision another fact. */
const isOf = (decision: NamedDecision, { cause }: Evidence): boolean =>
  !cause.isRestricted &&
  normaliseDocumentNumber(cause.document) === normaliseDocumentNumber(decision.documentNumber) &&
  normaliseAuthorityName(cause.authority) === normaliseAuthorityName(decision.authority);

function cameIn({ fact }: NamedDecision, { facts }: Folder): Day | undefined {
  const found = facts.find(({ key }) => key === fact);
  return found && dayOf(new Date(knownSince(found.origin)));
}
