import { type Category, isGraded, isInstitution } from '../shared/category.ts';
import { type Day, dayOf, laterOf } from '../shared/day.ts';
import type { NamedDecision } from './cases/case-fact.ts';
import { exclusionsOf } from './cases/exclusions.ts';
import { normaliseAuthorityName, normaliseDocumentNumber } from './facts/identity.ts';
import { folderAsOf } from './projection/as-of.ts';
import type { Evidence } from './projection/evidence.ts';
import { publicationsOf } from './projection/late-evidence.ts';
import { type CyclePolicy, projectCycles } from './projection/project-cycles.ts';
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
 * institution that it counted in, or the day it came in later. Undefined: it never was public, because the subject is a
 * person, the result was better or is not published, or its usage is restricted.
 */
export function disclosedSince(
  decision: NamedDecision,
  folder: Folder,
  options: DisclosureOptions,
): Day | undefined {
  const { category, on } = options;
  if (!isGraded(category) || !isInstitution(category)) return undefined;
  const days = [...publicationsOf(folder.facts, category).values()]
    .filter(({ publishedOn }) => publishedOn <= on)
    .flatMap(({ cycle, publishedOn }) => {
      const since = cameIn(decision, folder);
      if (countsInE(decision, folder, { ...options, cycle, on: publishedOn })) return [publishedOn];
      const isLate = countsInE(decision, folder, { ...options, cycle, on });
      return isLate ? [since ? laterOf(publishedOn, since) : publishedOn] : [];
    });
  return days.sort()[0];
}

/** Whether the published result of a cycle is E, and the decision counts in it, as known at the end of a day. */
function countsInE(
  decision: NamedDecision,
  folder: Folder,
  { category, cycle, on, scorer, policy }: DisclosureOptions & { cycle: number },
): boolean {
  if (!isGraded(category)) return false;
  const { facts, links } = folderAsOf(folder, on);
  const { inForce: excluded } = exclusionsOf(facts, category, on);
  const { published } = projectCycles(facts, links, { category, today: on, scorer, policy, excluded });
  const result = published.find((one) => one.cycle === cycle);
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
