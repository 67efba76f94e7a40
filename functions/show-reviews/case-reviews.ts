import { readCase } from '../../lib/application/cases/resolve-case.ts';
import { waitingCases } from '../../lib/application/cases/waiting-cases.ts';
import type { Corrections, NamedDecision } from '../../lib/credit-file/cases/case-fact.ts';
import type { Case } from '../../lib/credit-file/cases/case-state.ts';
import type { CaseFact } from '../../lib/credit-file/facts/fact.ts';
import { type Sealed, subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Review } from '../../schemas/reviews.ts';
import { type Found, type ReviewDeps, reviewsMost, subjectOf } from './review.ts';

/** Open cases that one answer reads at most. */
const casesMost = 2000;

/** Decisions about objections and repairs that one officer proposed. */
export async function caseReviews({ folders, waiting, runtime, vault }: ReviewDeps): Promise<Found> {
  const reviews: Review[] = [];
  const seen = new Set<string>();
  let read = 0;
  for await (const { party, fact } of waitingCases(waiting)) {
    if (++read > casesMost) return { reviews, isCut: true };
    const { one, folder } = await readCase(party, fact, { store: folders, clock: runtime.clock });
    const found = one && reviewOf(one, folder, { vault });
    if (!found || seen.has(`${found.kind}/${found.id}`)) continue;
    if (reviews.length === reviewsMost) return { reviews, isCut: true };
    seen.add(`${found.kind}/${found.id}`);
    reviews.push(found);
  }
  return { reviews, isCut: false };
}

type Proposal = CaseFact & Corrections & { readonly verdict: string; readonly reason: Sealed };

function reviewOf(one: Case, folder: Folder, { vault }: Pick<ReviewDeps, 'vault'>): Review | undefined {
  const proposed = proposalOf(one);
  if (!proposed) return undefined;
  const { kind, proposal, decisions, until } = proposed;
  const { category } = one.fact;
  const id = `${subjectText({ category, party: folder.party })}.${one.id}`;
  const subject = subjectOf(folder, category, vault);
  const path = one.kind === 'objection' ? 'objections' : 'repairs';
  return {
    kind,
    id,
    ...(subject && { subject }),
    effect: [proposal.verdict, ...effectsOf(proposal)].join(', '),
    reason: vault.open(proposal.reason, folder.party),
    grounds: decisions.map(({ documentNumber, authority, decidedOn }) => ({
      documentNumber,
      authority,
      decidedOn,
    })),
    proposedBy: [proposal.origin.by],
    proposedAt: proposal.origin.receivedAt,
    until,
    see: `GET /v1/${path}/${id}`,
    decide:
      kind === 'refusal-objection' ? `POST /v1/repairs/${id}/objection` : `POST /v1/${path}/${id}/decision`,
  };
}

/** What would be corrected and added. What would be struck out stands under the grounds. */
const effectsOf = ({ corrections = [], additions = [] }: Corrections): string[] => [
  ...corrections.map(({ indicator, value }) => `corrects ${indicator} to ${value}`),
  ...additions.map(({ documentNumber, authority }) => `adds ${documentNumber} of ${authority}`),
];

interface Proposed {
  readonly kind: 'objection' | 'repair' | 'refusal-objection';
  readonly proposal: Proposal;
  /** The decisions that would be struck out or repaired. */
  readonly decisions: readonly NamedDecision[];
  readonly until: string;
}

function proposalOf(one: Case): Proposed | undefined {
  const { proposal, decision, decideBy } = one;
  if (proposal && !decision) {
    const decisions = one.kind === 'objection' ? (one.proposal?.decisions ?? []) : one.fact.decisions;
    return { kind: one.kind, proposal, decisions, until: decideBy.on };
  }
  const contested = one.kind === 'repair' ? one.refusalObjection : undefined;
  if (!contested?.proposal || contested.ruling) return undefined;
  return {
    kind: 'refusal-objection',
    proposal: contested.proposal,
    decisions: one.fact.decisions,
    until: contested.decideBy.on,
  };
}
