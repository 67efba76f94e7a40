import { type Connector, until } from './connector.ts';
import {
  boss,
  doctor,
  finding,
  hospital,
  nurse,
  patient,
  penalty,
  pharmacy,
  registry,
  stranger,
} from './records.ts';

const insured = 'insured-person';

/** Content of a layout, by release. A newer one contains that of the older ones, and more. */
export const releases = ['1-receivers', '2-feeds', '3-evaluation', '4-second-reading'] as const;
export type Release = (typeof releases)[number];

/**
 * By how many days the clock was ahead when a layout was made. A connector that continues from it does not go back in
 * time.
 */
export const daysPassed: Readonly<Record<Release, number>> = {
  '1-receivers': 0,
  '2-feeds': 7,
  '3-evaluation': 200,
  '4-second-reading': 200,
};

/** Whether the year 2026 is published in a layout. */
export const isPublished = (release: Release): boolean => daysPassed[release] >= 200;

/** A court's whole list. Persons who are not subjects give it some length. */
export const courtList = (...listed: readonly { id: string; name: string }[]): object[] => [
  ...Array.from({ length: 24 }, (_, index) =>
    entry(1000 + index, { id: '11010519491231002X', name: `路人${index}` }),
  ),
  ...listed.map((who, index) => entry(index + 1, who)),
];

const entry = (number: number, who: { id: string; name: string }) => ({
  iname: who.name,
  caseCode: `（2026）藏0102执${number}号`,
  cardNum: who.id,
  businessEntity: who.id.startsWith('9') ? boss.name : '',
  courtName: '拉萨市城关区人民法院',
  partyTypeName: who.id.startsWith('9') ? '1' : '0',
  publishDate: '2026年03月02日',
});
const masked = { id: '440524********0014', name: boss.name };

export const crime = finding(2, { category: insured, ...patient }, 'ip.crime');

/**
 * Registrations, penalties, findings, rows that wait or have no known subject, and a suspension. Every release has
 * these.
 */
async function decisions(connector: Connector): Promise<void> {
  const { submit } = connector;
  await submit('registry', [...registry, { category: insured, scheme: 'resident-id', ...boss }]);
  await submit('market-supervision', [
    penalty(1, pharmacy),
    penalty(2, stranger),
    penalty(3, hospital, { CF_CFLB: '罚款', CF_NR: '罚款人民币壹万伍仟元整', CF_NR_FK: '1.5' }),
    penalty(4, { ...pharmacy, id: '91540100MA6T1000XX' }),
    penalty(5, pharmacy, { CF_CFLB: '训斥' }),
  ]);
  await submit('market-supervision', [penalty(1, pharmacy, { CF_CFLB: '警告；责令停产停业' })]);
  await submit('medical-insurance', [
    finding(1, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 2 }),
    crime,
    finding(3, { category: 'nurse', ...nurse }, 'nu.fraud-conviction'),
    finding(4, { category: 'pharmacy', ...pharmacy }, 'ph.circular', { count: 1, decidedOn: '2026-01-05' }),
    finding(5, { category: insured, ...boss }, 'ip.unpaid-copayment'),
  ]);
  await submit('medical-insurance', [
    {
      ...finding(5, { category: insured, ...boss }, 'ip.unpaid-copayment'),
      status: '撤销',
      decidedOn: '2026-06-01',
    },
  ]);
  await connector.untilInSync();
}

/** Whole lists, a candidate, a suspected removal, a row that an officer corrected, and a record that moved. */
async function listsAndCasework(connector: Connector): Promise<void> {
  const { submit, client } = connector;
  const compared = async (list: object[]): Promise<void> => {
    const { runId } = await submit('court', list);
    await until('the list is compared', () => connector.log().includes(`"runId":"${runId}","list"`));
  };
  await compared(courtList(pharmacy, doctor, masked));
  connector.pass(7);
  await compared(courtList(doctor, masked));
  const { runId } = await submit('market-supervision', [penalty(6, hospital, { CF_CFLB: '训斥' })]);
  const values = { CF_CFLB: '警告' };
  await client.call('POST', `/v1/quarantine/${runId}.1/correction`, { reason: '等同警告', values });
  const wrong = finding(7, { category: 'nurse', ...nurse }, 'nu.privacy-leak');
  await submit('medical-insurance', [wrong]);
  const officer = await connector.as('bureau', 'casework:write cycles:write review:write');
  await officer.call('POST', '/v1/records/move', {
    documentNumber: wrong.documentNumber,
    from: { scheme: 'resident-id', id: nurse.id },
    to: { scheme: 'resident-id', id: doctor.id, name: doctor.name },
    reason: '登记错误',
  });
  await until('the record has moved', async () => {
    const { withdrawn } = await connector.file({ scheme: 'resident-id', id: nurse.id, category: 'nurse' });
    return (withdrawn as unknown[]).length > 0;
  });
  await connector.untilInSync();
}

const asking = (one: { id: string; name: string }, category: string) => {
  const scheme = category === 'pharmacy' || category === 'medical-institution' ? 'uscc' : 'resident-id';
  return {
    subject: { scheme, id: one.id, category },
    applicant: { capacity: 'self', scheme, id: one.id, name: one.name },
    grounds: `${one.name}不服`,
  };
};

/** An upheld objection, an open one, a repair with its evidence, and a published evaluation of the year. */
async function casesAndEvaluation(connector: Connector): Promise<void> {
  const [first, second] = [
    await connector.as('first', 'casework:write cycles:write review:write'),
    await connector.as('second', 'casework:write cycles:write review:write'),
  ];
  const named = (number: number) => ({
    documentNumber: `藏医保查〔2026〕${number}号`,
    authority: '西藏自治区医疗保障局',
  });
  const { id } = (await first.call('POST', '/v1/objections', {
    ...asking(doctor, 'doctor'),
    decisions: [named(1)],
  })) as { id: string };
  const uphold = { verdict: 'upheld', reason: '属实' };
  const decided = (await first.call('POST', `/v1/objections/${id}/decision`, uphold)) as { state: string };
  if (decided.state === 'proposed') await second.call('POST', `/v1/objections/${id}/decision`, uphold);
  await first.call('POST', '/v1/objections', asking(nurse, 'nurse'));
  // Attachments came with this release. A checkout of an older release lacks this file, hence the dynamic import.
  const { handInRepair } = await import('./evidence.ts');
  const repair = (await first.call('POST', '/v1/repairs', {
    ...asking(pharmacy, 'pharmacy'),
    decisions: [named(4)],
    attachments: await handInRepair(connector),
  })) as { id: string };
  await first.call('POST', `/v1/repairs/${repair.id}/decision`, { verdict: 'granted', reason: '已履行' });
  connector.pass(193);
  await connector.untilInSync();
  const untilPhase = (phase: string): Promise<void> =>
    until(
      `the evaluation is in ${phase}`,
      async () => ((await first.call('GET', '/v1/cycles/2026')) as { phase: string }).phase === phase,
    );
  await first.call('POST', '/v1/cycles/2026/evaluation');
  await untilPhase('review');
  await second.call('POST', '/v1/cycles/2026/release', { rehearsal: 1, reason: '已核对' });
  await untilPhase('published');
  await connector.untilInSync();
}

/** A doctor at C, a measured value, good faith in the file alone, a repair at the source, and a notice of days off. */
async function goodFaithAndSourceRepairs({ submit, client }: Connector): Promise<void> {
  await submit('medical-insurance', [
    finding(30, { category: 'doctor', ...doctor }, 'dr.administrative-penalty', { count: 2 }),
    finding(31, { category: 'medical-institution', ...hospital }, 'mi.patient-satisfaction', { value: '65' }),
    finding(32, { category: 'doctor', ...doctor }, 'good-faith.commendation', { count: 1 }),
  ]);
  await submit('market-supervision', [penalty(33, pharmacy), penalty(33, pharmacy, { CF_ZT: '已修复' })]);
  const notice = {
    ...{ scope: '5401', off: ['2026-08-12', '2026-08-13'], work: [] },
    document: '雪顿节放假通知',
    reason: '公告',
  };
  await client.call('POST', '/v1/calendar/2026', notice);
}

/** After publication: a proposed objection that corrects and adds, an order that waits, and a value of the bureau. */
async function proposalsAndPolicy(connector: Connector): Promise<void> {
  const scopes = 'casework:write review:write policy:write';
  const first = await connector.as('first', scopes, { person: 'first-officer', name: '李四' });
  const second = await connector.as('second', scopes, { person: 'second-officer', name: '王五' });
  const corrections = [{ indicator: 'mi.patient-satisfaction', value: '95' }];
  const additions = [
    {
      documentNumber: '拉医保表〔2026〕4号',
      authority: '拉萨市医疗保障局',
      authorityLevel: 'prefecture',
      decidedOn: '2026-06-12',
    },
  ];
  const { id } = (await first.call('POST', '/v1/objections', {
    ...asking(hospital, 'medical-institution'),
    corrections,
    additions,
  })) as { id: string };
  await first.call('POST', `/v1/objections/${id}/decision`, { verdict: 'upheld', reason: '属实' });
  const order = { subject: asking(doctor, 'doctor').subject, act: 'suspend', reason: '多次违规' };
  await first.call('POST', '/v1/orders', order);
  const { id: change } = (await first.call('POST', '/v1/policies', {
    parameter: 'reach.unnamed',
    value: 'principal',
    from: connector.today(),
    reason: '试行',
  })) as { id: string };
  const untilPhase = (phase: string): Promise<void> =>
    until(
      `the value is in ${phase}`,
      async () => ((await first.call('GET', `/v1/policies/${change}`)) as { phase: string }).phase === phase,
    );
  await untilPhase('review');
  await second.call('POST', `/v1/policies/${change}/release`, { reason: '核对无误' });
  connector.pass(2 / 1440);
  await untilPhase('published');
  await connector.untilInSync();
}

/** Sends the content of a layout to a connector of the release. */
export async function fillLayout(connector: Connector, release: Release): Promise<void> {
  await decisions(connector);
  if (release === '1-receivers') return;
  await listsAndCasework(connector);
  if (release === '2-feeds') return;
  if (release === '4-second-reading') await goodFaithAndSourceRepairs(connector);
  await casesAndEvaluation(connector);
  if (release === '4-second-reading') await proposalsAndPolicy(connector);
}

const subjects = [
  [hospital, 'medical-institution'],
  [pharmacy, 'pharmacy'],
  [doctor, 'doctor'],
  [doctor, insured],
  [nurse, 'nurse'],
  [patient, insured],
  [boss, insured],
] as const;

type Answer = Record<string, unknown>;

/** The lines of sheets that lost or gained points. The other lines are the same in every file. */
const withoutIdleLines = (value: unknown): Answer =>
  JSON.parse(
    JSON.stringify(value, (name, part: unknown) => {
      if (name === 'measures') return undefined;
      return name === 'lines' && Array.isArray(part) ? part.filter(({ cases }) => cases > 0) : part;
    }),
  ) as Answer;

/** What a connector answers about everything in a layout. Each query has its own receipt. */
export async function answersOf(connector: Connector, runIds: readonly string[]): Promise<Answer> {
  const runs: Answer = {};
  for (const runId of runIds)
    runs[runId] = {
      run: await connector.client.call('GET', `/v1/feeds/runs/${runId}`),
      answer: await connector.client.call('GET', `/v1/feeds/runs/${runId}/answer`).catch(String),
    };
  const files: Answer = {};
  const grades: Answer = {};
  for (const [{ id, name }, category] of subjects) {
    const scheme = id.startsWith('9') || id.startsWith('12') ? 'uscc' : 'resident-id';
    const { receiptId: _, ...file } = await connector.file({ scheme, id, category });
    files[`${category}/${id}`] = withoutIdleLines(file);
    grades[`${category}/${id}`] = withoutIdleLines(await connector.grade({ scheme, id, name, category }));
  }
  const entriesOf = async (name: 'directory' | 'settlement') => {
    const { entries, tombstones } = await connector.receiver(name);
    return { entries, tombstones };
  };
  return {
    files,
    grades,
    runs,
    directory: await entriesOf('directory'),
    settlement: await entriesOf('settlement'),
  };
}
