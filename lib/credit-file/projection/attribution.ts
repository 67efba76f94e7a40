import { isCommendation } from '../../regulation/commendations.ts';
import { listings } from '../../regulation/listings.ts';
import { ownDisqualificationFrom } from '../../regulation/penalty-indicators.ts';
import { type PolicyBook, valueOn } from '../../regulation/policy.ts';
import type { Category } from '../../shared/category.ts';
import { isAlias } from '../facts/code-holder.ts';
import { type DecisionState, decisionStates } from '../facts/decision-state.ts';
import type { Fact, LinkEntry, LinkMatter, RelationFact } from '../facts/fact.ts';
import { knownSince } from '../facts/known-since.ts';
import { byFirstDay, employersOn } from '../facts/registration.ts';
import type { PartyKey } from '../facts/subject.ts';

/**
 * What a person's documents mean for institutions (docs/regulation.md, Attribution): the employer on the day of the
 * act, and the institutions whose legal representative the person is. An institution without a consequence has an
 * empty list, so that its earlier entries are removed.
 */
export function attributionsOf(facts: readonly Fact[], book?: PolicyBook): Map<PartyKey, LinkEntry[]> {
  const attributions = new Map<PartyKey, LinkEntry[]>();
  const add = (institution: PartyKey, entry: LinkEntry): void => {
    attributions.set(institution, [...(attributions.get(institution) ?? []), entry]);
  };
  const represented = facts.filter((fact): fact is RelationFact => fact.type === 'relation');
  for (const fact of facts) {
    if (fact.type === 'registration' && fact.employment) attributions.set(fact.employment.employer, []);
    if (fact.type === 'relation') attributions.set(fact.institution, []);
    if (fact.type === 'decision' && fact.employer) attributions.set(fact.employer, []);
  }
  // What a code was known for is attributed by the party that the registry gave the code to.
  if (facts.some(isAlias)) return attributions;
  for (const decision of decisionStates(facts).filter(({ revoked }) => !revoked)) {
    const { content } = decision.fact;
    if (content.kind === 'listing') {
      if (!listings[content.list].reachesInstitutions) continue;
      for (const { institution } of represented) add(institution, entryOf(decision, 'representative-listed'));
      continue;
    }
    for (const [institution, category] of reachedBy(decision, facts, book)) {
      for (const matter of mattersOf(decision, category)) add(institution, entryOf(decision, matter));
    }
  }
  return attributions;
}

/**
 * The institution that a document names; where it names none, every employer on the day of the act, or only the one of
 * the employment that began first (policy parameter `reach.unnamed`, by the day of the decision).
 */
function reachedBy(
  { fact, decidedOn }: DecisionState,
  facts: readonly Fact[],
  book?: PolicyBook,
): [PartyKey, Category | undefined][] {
  if (fact.employer) return [[fact.employer, fact.category]];
  const employers = [...employersOn(facts, fact.actOn)];
  const reached =
    valueOn('reach.unnamed', decidedOn, book) === 'all' ? employers : employers.sort(byFirstDay).slice(0, 1);
  return reached.map(([employer, { category }]) => [employer, category]);
}

/** The bureau's own handling of a pharmacist. */
const handlings: ReadonlyMap<string, LinkMatter> = new Map([
  ['pt.service-suspended', 'pharmacist-suspended'],
  ['pt.service-disqualified', 'pharmacist-disqualified'],
]);

/**
 * A doctor sanctioned by the medical-insurance authority; a pharmacist whom it suspended or disqualified, or whose licence
 * or practice was withheld or revoked (暂停 / 取消医保服务药师资格); staff convicted of fraud. A finding about the person as an
 * insured person does not count.
 */
function mattersOf({ fact, decidedOn }: DecisionState, employedAs: Category | undefined): LinkMatter[] {
  const { content, authority, category } = fact;
  const isOwn = authority.kind === 'medical-insurance';
  if (content.kind === 'finding') {
    if (content.indicator.endsWith('.fraud-conviction')) return ['fraud-conviction'];
    if (!isOwn || employedAs !== category) return [];
    const handling = category === 'pharmacist' ? handlings.get(content.indicator) : undefined;
    if (handling) return [handling];
    return category === 'doctor' && !isCommendation(content) ? ['physician-sanctioned'] : [];
  }
  if (content.kind !== 'penalty' || content.penalties.every((kind) => kind === 'none')) return [];
  if (employedAs === 'doctor') return isOwn ? ['physician-sanctioned'] : [];
  if (employedAs !== 'pharmacist') return [];
  if (content.penalties.includes('licence-revoked'))
    return isOwn || decidedOn < ownDisqualificationFrom ? ['pharmacist-disqualified'] : [];
  const withheld = content.penalties.some(
    (kind) => kind === 'licence-withheld' || kind === 'profession-restricted',
  );
  return withheld ? ['pharmacist-suspended'] : [];
}

const entryOf = ({ fact, decidedOn, repairedOn }: DecisionState, matter: LinkMatter): LinkEntry => ({
  matter,
  fact: fact.key,
  document: fact.document,
  documentNumber: fact.documentNumber,
  authority: fact.authority.name,
  decidedOn: fact.content.kind === 'listing' ? fact.content.listedOn : decidedOn,
  ...(fact.content.kind === 'listing' && fact.content.removedOn && { until: fact.content.removedOn }),
  ...(fact.actOn !== decidedOn && fact.content.kind !== 'listing' && { actOn: fact.actOn }),
  ...(repairedOn && { repairedOn }),
  ...(fact.usage === 'restricted' && { isRestricted: true }),
  origin: { run: fact.origin.run, row: fact.origin.row, fileSha256: fact.origin.fileSha256 },
  receivedAt: knownSince(fact.origin),
});
