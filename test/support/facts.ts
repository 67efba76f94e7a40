import type {
  DecisionFact,
  Fact,
  PublicationFact,
  RegistrationFact,
  RulingFact,
} from '../../lib/credit-file/facts/fact.ts';
import { contentDigest, digestOf, documentKey, partOf } from '../../lib/credit-file/facts/identity.ts';
import type { PartyKey, Sealed } from '../../lib/credit-file/facts/subject.ts';
import { countedMarks } from '../../lib/credit-file/projection/evidence.ts';
import { publicationsOf } from '../../lib/credit-file/projection/late-evidence.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Category, GradedCategory } from '../../lib/shared/category.ts';
import { day } from '../../lib/shared/day.ts';
import type { DecisionRecord } from '../../schemas/record.ts';

export const party = 'person' as PartyKey;
const origin = {
  run: 'run',
  row: 1,
  batch: 0,
  fileSha256: 'sha',
  source: 'medical-insurance',
  by: 'bureau',
  receivedAt: '2026-06-01T00:00:00Z',
} as const;
const identity = { sealed: 'sealed' as Sealed, digest: 'identity', nameDigest: 'name' };

/** A finding of the bureau about the party. */
export function findingFact(
  number: number,
  category: Category,
  content: Extract<DecisionRecord['content'], { kind: 'finding' }>,
  change: { decidedOn?: string; status?: DecisionFact['status']; run?: string; receivedOn?: string } = {},
): DecisionFact {
  const { decidedOn = '2026-03-01', status = 'original', run = 'run' } = change;
  const { receivedOn = decidedOn } = change;
  const said = {
    documentNumber: `文〔2026〕${number}号`,
    authority: { name: '医保局', kind: 'medical-insurance' } as const,
  };
  const on = day(decidedOn);
  const document = documentKey(said);
  const digest = contentDigest({ status, decidedOn: on, actOn: on, content, subject: { category } });
  return {
    type: 'decision',
    key: ['D', document, digestOf(partOf(content)), status, digest].join('.'),
    origin: { ...origin, run, receivedAt: `${receivedOn}T01:00:00.000Z` },
    document,
    ...said,
    decidedOn: on,
    actOn: on,
    status,
    content,
    usage: 'public',
    category,
    scheme: 'resident-id',
    identity,
    createsSubject: true,
  };
}

/** An officer's ruling on a pending suspension. */
export const rulingFact = (
  verdict: RulingFact['verdict'],
  said: Pick<RulingFact, 'suspension' | 'restsOn' | 'months'>,
  { on = '2026-06-01', number = 1 } = {},
): RulingFact => ({
  type: 'ruling',
  key: said.restsOn
    ? `V.insured-person.r${String(number).padStart(6, '0')}`
    : `V.${digestOf(said.suspension)}`,
  origin: { ...origin, by: 'second', receivedAt: `${on}T01:00:00.000Z` },
  category: 'insured-person',
  verdict,
  reason: '核实',
  ...said,
});

export const folderOf = (facts: readonly Fact[]): Folder => ({ party, facts, links: [], files: new Map() });

/** The publication that the annual evaluation adds on 1 March, as this release writes it, or as `policy` says. */
export function publicationFact(
  cycle: number,
  known: readonly Fact[],
  category: GradedCategory,
  policy: PublicationFact['policy'] = { 'downgrade.input': 'earned', 'downgrade.absence': 'skip' },
): PublicationFact {
  const cycles = { published: publicationsOf(known, category), lateEvidence: 'carry' } as const;
  return {
    type: 'publication',
    key: `P.${category}.${cycle}`,
    origin: { ...origin, run: '', row: 0, fileSha256: '', receivedAt: `${cycle + 1}-03-01T00:00:00Z` },
    category,
    cycle,
    evaluation: 'test',
    publishedOn: day(`${cycle + 1}-03-01`),
    counted: countedMarks(known, [], { category, cycle, cycles }),
    tableVersion: '2023-05-08',
    policy,
  };
}

/** An entry of the registry, as it was received on a day. */
export const registrationFact = (
  category: Category,
  receivedOn: string,
  said: Partial<Pick<RegistrationFact, 'status' | 'employment'>> = {},
): RegistrationFact => ({
  type: 'registration',
  key: ['R', digestOf([category, said]).slice(0, 8), receivedOn, digestOf(said)].join('.'),
  origin: {
    ...origin,
    source: 'registry',
    run: `run${receivedOn}`,
    receivedAt: `${receivedOn}T01:00:00.000Z`,
  },
  category,
  scheme: 'resident-id',
  identity,
  status: 'active',
  ...said,
});
