import type { ObjectionView, RepairView } from '../../../schemas/cases.ts';
import { explanationOf } from '../../../schemas/reasons/reason.ts';
import { refusalReasons } from '../../../schemas/reasons/refusal-grounds.ts';
import type {
  Applicant,
  Corrections,
  NamedDecision,
  RefusalGround,
} from '../../credit-file/cases/case-fact.ts';
import type { Deadline } from '../../credit-file/cases/deadline.ts';
import type { Objection } from '../../credit-file/cases/objection.ts';
import type { NoticeObjection, RefusalObjection, Repair } from '../../credit-file/cases/repair.ts';
import type { CaseFact } from '../../credit-file/facts/fact.ts';
import { type PartyKey, type Sealed, subjectText } from '../../credit-file/facts/subject.ts';
import type { Vault } from '../../runtime/vault.ts';
import { maskedIdentifier } from '../../shared/identifiers.ts';

/** `<category>.<party>.<number>`. Contains no personal data. */
const idOf = ({ fact, id }: Objection | Repair, party: PartyKey): string =>
  `${subjectText({ category: fact.category, party })}.${id}`;

/** An objection as officers see it. Numbers of persons are masked. */
export function objectionView(objection: Objection, party: PartyKey, vault: Vault): ObjectionView {
  const { fact, state, decideBy, proposal, decision } = objection;
  return {
    id: idOf(objection, party),
    state,
    contests: fact.contests,
    receivedOn: fact.receivedOn,
    objectBy: deadlineView(fact.objectBy),
    decideBy: deadlineView(decideBy),
    decisions: fact.decisions.map(decisionView),
    ...correctionsView(fact),
    applicant: applicantView(fact.applicant, party, vault),
    grounds: vault.open(fact.grounds, party),
    attachments: [...fact.attachments],
    filed: officerView(fact),
    ...(proposal && {
      proposal: {
        ...proposalView(proposal, party, vault),
        struckOut: proposal.decisions.map(decisionView),
        ...correctionsView(proposal),
      },
    }),
    ...(decision && {
      decision: {
        ...officerView(decision),
        verdict: decision.verdict,
        decidedOn: decision.decidedOn,
        ...reasonsView(decision, party, vault),
        struckOut: decision.decisions.map(decisionView),
        ...correctionsView(decision),
        ...(decision.serial && { serial: decision.serial }),
        attachments: [...decision.attachments],
        ...(decision.proposedBy && { proposedBy: decision.proposedBy }),
      },
    }),
  };
}

/** A repair as officers see it. Numbers of persons are masked. */
export function repairView(repair: Repair, party: PartyKey, vault: Vault): RepairView {
  const { fact, state, decideBy, extension, proposal, decision, refusalObjection, notice, effectiveOn } =
    repair;
  return {
    id: idOf(repair, party),
    state,
    receivedOn: fact.receivedOn,
    decideBy: deadlineView(decideBy),
    decisions: fact.decisions.map(decisionView),
    applicant: applicantView(fact.applicant, party, vault),
    grounds: vault.open(fact.grounds, party),
    attachments: { ...fact.attachments, proofs: [...fact.attachments.proofs] },
    obstacles: fact.obstacles.map(groundView),
    filed: officerView(fact),
    ...(extension && {
      extension: { ...officerView(extension), reason: vault.open(extension.reason, party) },
    }),
    ...(proposal && { proposal: proposalView(proposal, party, vault) }),
    ...(decision && {
      decision: {
        ...officerView(decision),
        verdict: decision.verdict,
        decidedOn: decision.decidedOn,
        serial: decision.serial,
        ...reasonsView(decision, party, vault),
        grounds: decision.grounds.map(groundView),
        ...(decision.proposedBy && { proposedBy: decision.proposedBy }),
      },
    }),
    ...(refusalObjection && { refusalObjection: refusalObjectionView(refusalObjection, party, vault) }),
    ...(notice && { noticeUntil: deadlineView(notice) }),
    noticeObjections: repair.noticeObjections.map((one) => noticeObjectionView(one, party, vault)),
    ...(effectiveOn && { effectiveOn }),
  };
}

const groundView = (ground: RefusalGround) => ({
  ...ground,
  explanation: explanationOf(refusalReasons, ground.ground),
});

function noticeObjectionView({ fact, ruling }: NoticeObjection, party: PartyKey, vault: Vault) {
  const { number, receivedOn, grounds, attachments } = fact;
  return {
    number,
    receivedOn,
    grounds: vault.open(grounds, party),
    attachments: [...attachments],
    ...(ruling && {
      ruling: {
        ...officerView(ruling),
        verdict: ruling.verdict,
        decidedOn: ruling.decidedOn,
        reason: vault.open(ruling.reason, party),
      },
    }),
  };
}

function refusalObjectionView(
  { fact, decideBy, proposal, ruling }: RefusalObjection,
  party: PartyKey,
  vault: Vault,
) {
  return {
    receivedOn: fact.receivedOn,
    objectBy: deadlineView(fact.objectBy),
    decideBy: deadlineView(decideBy),
    applicant: applicantView(fact.applicant, party, vault),
    grounds: vault.open(fact.grounds, party),
    attachments: [...fact.attachments],
    filed: officerView(fact),
    ...(proposal && { proposal: proposalView(proposal, party, vault) }),
    ...(ruling && {
      ruling: {
        ...officerView(ruling),
        verdict: ruling.verdict,
        decidedOn: ruling.decidedOn,
        ...reasonsView(ruling, party, vault),
        ...(ruling.proposedBy && { proposedBy: ruling.proposedBy }),
      },
    }),
  };
}

/** A proposal as the second officer must see it: what it would do, and why. */
const proposalView = (
  proposal: CaseFact & { readonly verdict: 'upheld' | 'granted' | 'refused'; readonly reason: Sealed },
  party: PartyKey,
  vault: Vault,
) => ({ ...officerView(proposal), verdict: proposal.verdict, reason: vault.open(proposal.reason, party) });

/** Values that are corrected and commendations that are added. */
const correctionsView = ({ corrections, additions }: Corrections) => ({
  ...(corrections && { corrections: corrections.map((one) => ({ ...one })) }),
  ...(additions && { additions: additions.map((one) => ({ ...one })) }),
});

/** Why it was decided, and what the second officer said to it. */
const reasonsView = (
  { reason, confirmation }: { readonly reason: Sealed; readonly confirmation?: Sealed | undefined },
  party: PartyKey,
  vault: Vault,
) => ({
  reason: vault.open(reason, party),
  ...(confirmation && { confirmation: vault.open(confirmation, party) }),
});

const deadlineView = ({ on, provisional }: Deadline) => ({ on, provisional });

const officerView = ({ origin }: CaseFact) => ({ by: origin.by, at: origin.receivedAt });

const decisionView = ({ fact, documentNumber, authority, decidedOn, indicators }: NamedDecision) => ({
  fact,
  documentNumber,
  authority,
  decidedOn,
  indicators: [...indicators],
});

function applicantView({ capacity, sealed, authorisation }: Applicant, party: PartyKey, vault: Vault) {
  const { name, id } = JSON.parse(vault.open(sealed, party)) as { name: string; id: string };
  return { capacity, name, id: maskedIdentifier(id), ...(authorisation && { authorisation }) };
}
