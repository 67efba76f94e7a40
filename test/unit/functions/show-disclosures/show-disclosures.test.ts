import { expect, it } from 'vitest';
import { showDisclosures } from '../../../../functions/show-disclosures/show-disclosures.ts';
import type { Fact, PublicationFact } from '../../../../lib/credit-file/facts/fact.ts';
import { countedMarks } from '../../../../lib/credit-file/projection/evidence.ts';
import { projectFolder } from '../../../../lib/credit-file/projection/project-folder.ts';
import type { Vault } from '../../../../lib/runtime/vault.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import { day } from '../../../../lib/shared/day.ts';
import { findingFact, folderOf, party } from '../../../support/facts.ts';
import { policyWith } from '../../../support/policy.ts';

const category = 'pharmacy';
const policy = { ...policyWith(), firstCycle: 2025 };

const veto = findingFact(
  1,
  category,
  { kind: 'finding', indicator: 'ph.agreement-terminated' },
  { decidedOn: '2025-03-03' },
);
const published = (cycle: number): PublicationFact => ({
  type: 'publication',
  key: `P.${category}.${cycle}`,
  origin: { ...veto.origin, receivedAt: `${cycle + 1}-01-20T01:00:00Z` },
  category,
  cycle,
  evaluation: `${cycle}`,
  publishedOn: day(`${cycle + 1}-01-20`),
  counted:
    cycle === 2025
      ? countedMarks([veto], [], { category, cycle, cycles: { published: new Map(), lateEvidence: 'carry' } })
      : [],
  tableVersion: '2023-05-08',
});

/** The public list on a day, of one pharmacy with these facts. */
const shownOf = (facts: readonly Fact[], today: string) => {
  const folder = folderOf(facts);
  const files = projectFolder(folder, { now: new Date(`${today}T04:00:00Z`), scorer: scoreCase, policy });
  return showDisclosures(undefined, {
    folders: {
      disclosed: async () => [{ party, category }],
      readFolder: async () => ({ ...folder, files: new Map(files.map(({ file }) => [file.category, file])) }),
    },
    vault: { identify: () => ({ name: '测试药房', id: '91540100MA6T1000XP' }) } as Partial<Vault> as Vault,
    today: day(today),
    scorer: scoreCase,
    policy,
  });
};

it('the public list says that a veto set the grade, beside the score', async () => {
  expect(await shownOf([veto, published(2025)], '2026-02-01')).toMatchObject([
    { grade: 'E', score: '96.00', vetoed: true },
  ]);
});

it('says so of the result of an earlier year too, while a later one is in force', async () => {
  const facts = [veto, published(2025), published(2026)];
  expect(await shownOf(facts, '2027-02-01')).toMatchObject([
    { cycle: 2025, state: 'published', score: '96.00', vetoed: true, until: '2029-01-20' },
  ]);
});

it('names each decision that counted, and nothing of persons', async () => {
  const interviewed = findingFact(
    2,
    category,
    { kind: 'finding', indicator: 'ph.interview', count: 1 },
    { decidedOn: '2025-04-04' },
  );
  const praised = findingFact(
    3,
    category,
    { kind: 'finding', indicator: 'ph.commendation', count: 1 },
    { decidedOn: '2025-05-05' },
  );
  const facts = [veto, { ...interviewed, usage: 'restricted' as const }, praised];
  const counted = countedMarks(facts, [], {
    category,
    cycle: 2025,
    cycles: { published: new Map(), lateEvidence: 'carry' },
  });
  const [shown] = await shownOf([...facts, { ...published(2025), counted }], '2026-02-01');
  expect(shown?.decisions).toEqual([
    { documentNumber: '文〔2026〕1号', authority: '医保局', decidedOn: '2025-03-03', matter: '解除协议' },
  ]);
});

it('lists each result of E for its own three years, the later one first', async () => {
  const again = findingFact(
    4,
    category,
    { kind: 'finding', indicator: 'ph.criminal-referral' },
    { decidedOn: '2026-05-05' },
  );
  const counted = countedMarks([again], [], {
    category,
    cycle: 2026,
    cycles: { published: new Map(), lateEvidence: 'carry' },
  });
  const facts = [veto, again, published(2025), { ...published(2026), counted }];
  const documentsOn = async (today: string) =>
    (await shownOf(facts, today)).map(({ cycle, from, until, decisions }) => ({
      cycle,
      from,
      until,
      matters: decisions.map(({ matter }) => matter),
    }));
  const first = { cycle: 2025, from: '2026-01-20', until: '2029-01-20', matters: ['解除协议'] };
  const second = { cycle: 2026, from: '2027-01-20', until: '2030-01-20', matters: ['违规移交情况'] };
  expect(await documentsOn('2029-01-19')).toEqual([second, first]);
  expect(await documentsOn('2029-01-20')).toEqual([second]);
});
