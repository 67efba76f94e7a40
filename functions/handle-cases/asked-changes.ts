import type { Corrections, NamedDecision } from '../../lib/credit-file/cases/case-fact.ts';
import type { Objection } from '../../lib/credit-file/cases/objection.ts';
import { decisionStates } from '../../lib/credit-file/facts/decision-state.ts';
import { canonicalJson } from '../../lib/credit-file/facts/identity.ts';
import { publicationsOf } from '../../lib/credit-file/projection/late-evidence.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import { documentOf } from '../../lib/credit-file/projection/ruled-evidence.ts';
import { isCommendation } from '../../lib/regulation/commendations.ts';
import { tableFor, tableOfVersion } from '../../lib/regulation/tables/index.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { evidenceFault } from '../../lib/scoring/index.ts';
import { type Category, isGraded } from '../../lib/shared/category.ts';
import { type Day, yearOf } from '../../lib/shared/day.ts';
import type { ObjectionEffectRequest } from '../../schemas/cases.ts';
import { resolved } from './subject.ts';

/** What an upheld objection does: strikes out decisions, corrects measured values, adds good-faith information. */
export interface Changes {
  readonly decisions: readonly NamedDecision[];
  readonly corrections: NonNullable<Corrections['corrections']>;
  readonly additions: NonNullable<Corrections['additions']>;
}

interface Contested {
  readonly folder: Folder;
  readonly category: Category;
  readonly cycle: number;
  readonly today: Day;
}

/**
 * Values and commendations that a request names.
 * @throws Problem 400 for a figure that the indicator does not take, or a commendation of another year or in the file
 */
export function checkedCorrections(
  { corrections = [], additions = [] }: Corrections,
  contested: Contested,
): Pick<Changes, 'corrections' | 'additions'> {
  checkValues(corrections, contested);
  checkCommendations(additions, contested);
  return { corrections, additions };
}

function checkValues(
  corrections: Changes['corrections'],
  { folder, category, cycle }: Pick<Contested, 'folder' | 'category' | 'cycle'>,
): void {
  const version = publicationsOf(folder.facts, category).get(cycle)?.tableVersion;
  const table = isGraded(category)
    ? ((version && tableOfVersion(category, version)) ?? tableFor(category, cycle))
    : undefined;
  const invalid = (index: number, why: string) =>
    new Problem(
      400,
      'invalid-correction',
      `corrections.${index}: ${why}. Name a measured value of the year.`,
    );
  for (const [index, { indicator, value }] of corrections.entries()) {
    if (!table) throw invalid(index, `${category} has no indicator table`);
    const fault = evidenceFault(table, { indicator, value });
    if (fault) throw invalid(index, fault.message);
    if (corrections.findIndex((one) => one.indicator === indicator) < index)
      throw invalid(index, `${indicator} is named twice`);
  }
}

function checkCommendations(
  additions: Changes['additions'],
  { folder, cycle, today }: Pick<Contested, 'folder' | 'cycle' | 'today'>,
): void {
  if (additions.length === 0) return;
  const inFile = decisionStates(folder.facts)
    .filter(({ fact, revoked }) => isCommendation(fact.content) && !revoked)
    .map(({ fact }) => documentOf({ ...fact, authority: fact.authority.name }));
  const invalid = (index: number, why: string) =>
    new Problem(400, 'invalid-addition', `additions.${index}: ${why}.`);
  for (const [index, added] of additions.entries()) {
    if (yearOf(added.decidedOn) !== cycle || added.decidedOn > today)
      throw invalid(index, `it is of ${added.decidedOn}, and the contested year is ${cycle}`);
    if (inFile.includes(documentOf(added))) throw invalid(index, 'this document is in the file already');
    if (additions.findIndex((one) => documentOf(one) === documentOf(added)) < index)
      throw invalid(index, 'this document is named twice');
  }
}

/**
 * What an officer upholds: what the request names, else what is proposed, else what the objection asks for.
 * @throws Problem 400, 404, 409
 */
export function upheldChanges(
  request: ObjectionEffectRequest,
  { fact, proposal }: Objection,
  { folder, today }: { folder: Folder; today: Day },
): Changes {
  const { category } = fact;
  const contested = { folder, category, cycle: fact.contests.cycle, today };
  const named = namesAny(request)
    ? {
        decisions: resolved(request.decisions ?? [], folder, category),
        ...checkedCorrections(request, contested),
      }
    : undefined;
  const proposed = proposal && wholeOf(proposal);
  if (named && proposed && !isSame(named, proposed))
    throw new Problem(
      409,
      'differs-from-proposal',
      'Another officer proposed to strike out, correct or add something else. Confirm that, or refuse the objection.',
    );
  const found = proposed ?? named ?? wholeOf(fact);
  if (found.decisions.length + found.corrections.length + found.additions.length > 0) return found;
  throw new Problem(
    400,
    'nothing-named',
    'An objection is upheld by striking out decisions, correcting values or adding commendations, and none is named.',
  );
}

const namesAny = ({ decisions, corrections, additions }: ObjectionEffectRequest): boolean =>
  [decisions, corrections, additions].some((named) => named !== undefined);

const wholeOf = ({
  decisions,
  corrections = [],
  additions = [],
}: Corrections & Pick<Changes, 'decisions'>): Changes => ({
  decisions,
  corrections,
  additions,
});

/** The order in which something is named does not matter. */
const isSame = (a: Changes, b: Changes): boolean => canonicalJson(setsOf(a)) === canonicalJson(setsOf(b));

const setsOf = ({ decisions, corrections, additions }: Changes): string[][] => [
  decisions.map(({ fact, person = '' }) => `${person}/${fact}`).sort(),
  corrections.map(canonicalJson).sort(),
  additions.map(canonicalJson).sort(),
];
