import type {
  CaseContent,
  Corrections,
  NamedDecision,
  NoticeRulingContent,
  ObjectionDecisionContent,
  RefusalGround,
  RefusalRulingContent,
  RepairDecisionContent,
} from '../../lib/credit-file/cases/case-fact.ts';
import type { Deadline } from '../../lib/credit-file/cases/deadline.ts';
import type { DecisionFact, FactBase } from '../../lib/credit-file/facts/fact.ts';
import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { Category } from '../../lib/shared/category.ts';
import { day } from '../../lib/shared/day.ts';

const words = 'sealed' as Sealed;
const category: Category = 'insured-person';
const applicant = { capacity: 'self', sealed: words } as const;

/** A deadline counted from some day. Only its last day matters in tests. */
export const by = (on: string, provisional = false): Deadline => ({
  on: day(on),
  provisional,
  from: day('2026-06-01'),
  workingDays: 5,
});

/** A fact of a case, entered by an officer. */
export const caseFact = <Content extends CaseContent>(
  key: string,
  content: Content,
  officer = 'officer',
  at = '2026-06-30T00:00:00Z',
): FactBase & Content => ({
  key,
  origin: {
    run: '',
    row: 0,
    batch: 0,
    fileSha256: '',
    source: 'medical-insurance',
    by: officer,
    receivedAt: at,
  },
  ...content,
});

/** A decision as a case names it. */
export const naming = ({
  key,
  documentNumber,
  authority,
  decidedOn,
  content,
}: DecisionFact): NamedDecision => ({
  fact: key,
  documentNumber,
  authority: authority.name,
  decidedOn,
  indicators: content.kind === 'finding' ? [content.indicator] : [],
});

export const objection = (decisions: readonly NamedDecision[] = []) =>
  caseFact('O.insured-person.2026-1', {
    type: 'objection',
    category,
    case: '2026-1',
    contests: { cycle: 2026, grade: 'E', sheet: '1.a.b', madeKnownOn: day('2026-06-01') },
    objectBy: by('2026-06-15'),
    receivedOn: day('2026-06-10'),
    decideBy: by('2026-07-01', true),
    decisions,
    applicant,
    grounds: words,
    attachments: [],
  });

export const objectionDecision = (
  verdict: ObjectionDecisionContent['verdict'],
  decidedOn: string,
  { decisions = [], isProposed = false }: { decisions?: readonly NamedDecision[]; isProposed?: boolean } = {},
) =>
  caseFact(`${isProposed ? 'OP' : 'OD'}.insured-person.2026-1`, {
    type: 'objection-decision',
    category,
    case: '2026-1',
    isProposed,
    verdict,
    decidedOn: day(decidedOn),
    decisions,
    reason: words,
    attachments: [],
  });

/** An upheld objection that corrects values or adds commendations. */
export const objectionCorrection = (decidedOn: string, corrections: Corrections) =>
  caseFact(
    'OD.insured-person.2026-1',
    {
      type: 'objection-correction',
      category,
      case: '2026-1',
      isProposed: false,
      verdict: 'upheld',
      decidedOn: day(decidedOn),
      decisions: [],
      ...corrections,
      reason: words,
      attachments: [],
      serial: '2027-0001',
      bureau: '拉萨市医疗保障局',
    },
    'officer',
    `${decidedOn}T02:00:00Z`,
  );

export const repair = (decisions: readonly NamedDecision[] = []) =>
  caseFact('K.insured-person.1', {
    type: 'repair',
    category,
    case: '1',
    receivedOn: day('2026-06-01'),
    decideBy: by('2026-06-15'),
    decisions,
    applicant,
    grounds: words,
    attachments: { form: 'form', proofs: ['proof'], commitment: 'commitment' },
    obstacles: [],
  });

export const extension = () =>
  caseFact('KX.insured-person.1', {
    type: 'repair-extension',
    category,
    case: '1',
    decideBy: by('2026-07-13'),
    reason: words,
  });

export const repairDecision = (
  verdict: RepairDecisionContent['verdict'],
  { isProposed = false, grounds = [] }: { isProposed?: boolean; grounds?: readonly RefusalGround[] } = {},
) =>
  caseFact(`${isProposed ? 'KP' : 'KD'}.insured-person.1`, {
    type: 'repair-decision',
    category,
    case: '1',
    isProposed,
    verdict,
    decidedOn: day('2026-06-10'),
    serial: '2026-1',
    reason: words,
    grounds,
    ...(verdict === 'granted' && { notice: by('2026-06-17') }),
  });

export const refusalObjection = () =>
  caseFact('KO.insured-person.1', {
    type: 'refusal-objection',
    category,
    case: '1',
    objectBy: by('2026-07-01'),
    receivedOn: day('2026-06-12'),
    decideBy: by('2026-07-03'),
    applicant,
    grounds: words,
    attachments: [],
  });

export const refusalRuling = (verdict: RefusalRulingContent['verdict']) =>
  caseFact(
    'KR.insured-person.1',
    {
      type: 'refusal-ruling',
      category,
      case: '1',
      isProposed: false,
      verdict,
      decidedOn: day('2026-06-17'),
      reason: words,
      ...(verdict === 'upheld' && {
        notice: by('2026-06-24'),
        serial: '2026-0002',
        bureau: '拉萨市医疗保障局',
      }),
    },
    'reviewer',
  );

export const noticeObjection = (number: number) =>
  caseFact(`KN.insured-person.1.${number}`, {
    type: 'notice-objection',
    category,
    case: '1',
    number,
    receivedOn: day('2026-06-12'),
    grounds: words,
    attachments: [],
  });

export const noticeRuling = (number: number, verdict: NoticeRulingContent['verdict'], decidedOn: string) =>
  caseFact(`KV.insured-person.1.${number}`, {
    type: 'notice-ruling',
    category,
    case: '1',
    number,
    verdict,
    decidedOn: day(decidedOn),
    reason: words,
  });

/** A correction of the end of the public notice. */
export const noticeMovedTo = (on: string, at: string) =>
  caseFact(
    `T.K.insured-person.1.notice.${at}`,
    { type: 'deadline', category, case: '1', of: 'repair', what: 'notice', deadline: by(on) },
    'calendar',
    at,
  );
