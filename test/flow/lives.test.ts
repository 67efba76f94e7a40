import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import { addDays, day, startOf } from '../../lib/shared/day.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import type { DisclosureView, PublicRepair } from '../../schemas/disclosures.ts';
import { lifeOfADoctor } from '../cases/lives/doctor.ts';
import { lifeOfAHospital } from '../cases/lives/hospital.ts';
import { lifeOfAnInsuredPerson } from '../cases/lives/insured-person.ts';
import type { Expected, Happening, Life } from '../cases/lives/life.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { handInRepair } from '../support/evidence.ts';

/**
 * Ten years of a doctor, an insured person and a hospital (`test/cases/lives/`), on one clock and through the API. The
 * clock is moved to each day on which something happens or stands to be seen.
 */
const lives = [lifeOfADoctor, lifeOfAnInsuredPerson, lifeOfAHospital];
const bureau = '西藏自治区医疗保障局';
let connector: Connector;
let officers: Record<'first' | 'second', Client>;

beforeAll(async () => {
  connector = await startConnector();
  officers = { first: await connector.as('first'), second: await connector.as('second') };
  for (const life of lives) await connector.submit('registry', [registered(life, '正常')]);
});
afterAll(() => connector.stop());

type Subject = Life['subject'];
type Found = Extract<Happening, { kind: 'found' }>;

const schemeOf = ({ category }: Subject) => (category === 'medical-institution' ? 'uscc' : 'resident-id');
const registered = ({ subject }: Life, status: string) => ({
  scheme: schemeOf(subject),
  ...subject,
  status,
  division: '540102',
});
const findingOf = ({ subject }: Life, { document, indicator, figures, decidedOn }: Found) => ({
  documentNumber: document,
  scheme: schemeOf(subject),
  ...subject,
  indicator,
  decidedOn: decidedOn ?? connector.today(),
  authority: bureau,
  ...figures,
});

function goTo(on: string): void {
  const days = startOf(day(on)).getTime() - startOf(day(connector.today())).getTime();
  connector.pass(days / 86_400_000);
}

async function publish(year: number): Promise<void> {
  const cycle = async () => (await connector.client.call('GET', `/v1/cycles/${year}`)) as CycleView;
  const untilPhase = (phase: CycleView['phase']) =>
    until(`${year} is in ${phase}`, async () => (await cycle()).phase === phase);
  await officers.first.call('POST', `/v1/cycles/${year}/evaluation`);
  await untilPhase('review');
  const { rehearsal } = await cycle();
  const release = { rehearsal, reason: '核对无误' };
  const path = `/v1/cycles/${year}/release`;
  expect(await refusalOf(officers.first.call('POST', path, release))).toBe('403 same-officer');
  await officers.second.call('POST', path, release);
  await untilPhase('published');
}

async function happen(life: Life, happenings: readonly Happening[]): Promise<void> {
  const found = happenings.filter((one) => one.kind === 'found');
  if (found.length > 0) {
    const rows = found.map((one) => findingOf(life, one));
    const run = await connector.submit('medical-insurance', rows);
    expect(run).toMatchObject({ received: rows.length, accepted: rows.length });
  }
  for (const one of happenings) {
    if (one.kind === 'registry') await connector.submit('registry', [registered(life, one.status)]);
    if (one.kind === 'repair') await repair(life, one);
  }
}

async function repair(
  { subject }: Life,
  { document, becomes }: Extract<Happening, { kind: 'repair' }>,
): Promise<void> {
  const { id, name, category } = subject;
  const scheme = schemeOf(subject);
  const post = (path: string, body: object, officer = officers.first) =>
    officer.call('POST', path, body) as Promise<{ id: string; state: string }>;
  const filed = await post('/v1/repairs', {
    subject: { scheme, id, category },
    applicant: { capacity: 'self', scheme, id, name },
    grounds: '已经整改',
    decisions: [{ documentNumber: document, authority: bureau }],
    attachments: await handInRepair(connector),
  });
  const decide = (body: object, officer?: Client) =>
    post(`/v1/repairs/${filed.id}/decision`, { reason: '核实', ...body }, officer);
  if ('refusedBy' in becomes) {
    expect(await refusalOf(decide({ verdict: 'granted' }))).toBe(`409 repair-${becomes.refusedBy}`);
    const refusal = { verdict: 'refused', ground: becomes.refusedBy };
    expect(await decide(refusal)).toMatchObject({ state: 'refused' });
    return;
  }
  const granted = await decide({ verdict: 'granted' });
  const confirmed =
    granted.state === 'proposed' ? await decide({ verdict: 'granted' }, officers.second) : granted;
  expect(confirmed).toMatchObject({ state: 'in-notice', noticeUntil: { on: becomes.noticeUntil } });
}

interface FileAnswer {
  readonly standing: { readonly cycle: number; state: string; score: string; grade: string };
  readonly sanctions: readonly { readonly kind: string; from: string; until?: string }[];
  readonly awaitingSanction?: { readonly kind: string };
  readonly scoreSheets: readonly { readonly sheet: { downgraded: boolean; measures: { code: string }[] } }[];
  readonly proof?: object;
}

const fileOf = async ({ subject: { id, category }, subject }: Life, asOf?: string) =>
  (await connector.client.call('POST', '/v1/files/query', {
    scheme: schemeOf(subject),
    id,
    category,
    ...(asOf && { asOf }),
    reason: 'test',
  })) as FileAnswer;

const gradeText = ({ cycle, state, score, grade }: FileAnswer['standing']) =>
  `${cycle} ${state} ${score} ${grade}`;
const sanctionsText = (file: FileAnswer) =>
  file.sanctions.map(({ kind, from, until: end }) => `${kind} ${from} ${end ? addDays(day(end), -1) : ''}`);

/** What the connector answers, and what the receivers and the public have. */
async function seen(life: Life): Promise<object> {
  const file = await fileOf(life);
  const [{ sheet } = { sheet: { downgraded: false, measures: [] } }] = file.scoreSheets;
  const asked = await connector.grade({ scheme: schemeOf(life.subject), ...life.subject });
  return {
    grade: gradeText(file.standing),
    answered: gradeText(asked as unknown as FileAnswer['standing']),
    directory: await inDirectory(life),
    isLowered: sheet.downgraded,
    sanctions: sanctionsText(file),
    settlement: await inSettlement(life),
    awaits: file.awaitingSanction?.kind ?? '',
    endsAgreement: sheet.measures.some(({ code }) => code === 'agreement-termination'),
    isPublic: await disclosed(life),
    inNotice: await inNotice(life),
  };
}

/** What must be seen, from the text. */
function expected(expects: Expected) {
  const { grade, isLowered, sanction, awaits, endsAgreement, isPublic, inNotice: notice } = expects;
  const sanctions = sanction ? [`${sanction.kind} ${sanction.from} ${sanction.lastDay ?? ''}`] : [];
  return {
    grade,
    answered: grade,
    directory: grade.replace(/ [\d.]+ /, ' '),
    isLowered: isLowered ?? false,
    sanctions,
    settlement: sanctions,
    awaits: awaits ?? '',
    endsAgreement: endsAgreement ?? false,
    isPublic: isPublic ?? [],
    inNotice: notice ? [notice] : [],
  };
}

async function inDirectory({ subject }: Life): Promise<string> {
  const { entries } = await connector.receiver('directory');
  const row = entries.find(({ certNo, uscc }) => (certNo ?? uscc) === subject.id);
  return `${row?.['cycle']} ${row?.['state']} ${row?.['grade']}`;
}

async function inSettlement({ subject }: Life): Promise<string[]> {
  const { entries } = await connector.receiver('settlement');
  return entries
    .filter(({ certno }) => certno === subject.id)
    .map(({ kind, begndate, enddate }) => `${kind} ${begndate} ${enddate}`);
}

async function disclosed({ subject }: Life): Promise<object[]> {
  const answer = await fetch(`${connector.apiUrl}/v1/disclosures`);
  const { disclosures } = (await answer.json()) as { disclosures: readonly DisclosureView[] };
  return disclosures
    .filter(({ id }) => id === subject.id)
    .map(({ cycle, from, until: end, decisions }) => ({
      cycle,
      from,
      until: end,
      documents: decisions.map(({ documentNumber }) => documentNumber),
    }));
}

/** The documents whose repair is in public notice, and the last day of it. */
async function inNotice({ subject }: Life): Promise<string[]> {
  const answer = await fetch(`${connector.apiUrl}/v1/repairs/public`);
  const { repairs } = (await answer.json()) as { repairs: readonly PublicRepair[] };
  return repairs
    .filter(({ id }) => id === subject.id)
    .flatMap(({ decisions, noticeUntil }) =>
      decisions.map(({ documentNumber }) => `${documentNumber} ${noticeUntil.on}`),
    );
}

const allDays = [...new Set(lives.flatMap(({ days }) => days.map(({ on }) => on)))].sort();
const onDay = (on: string) =>
  lives.flatMap((life) => life.days.filter((one) => one.on === on).map((one) => ({ life, ...one })));

describe('ten years', () => {
  it.each(
    allDays.map((on) => ({
      on,
      says: onDay(on)
        .map(({ says }) => says)
        .join('。'),
    })),
  )('$on $says', async ({ on }) => {
    goTo(on);
    for (const { life, happens = [] } of onDay(on)) await happen(life, happens);
    if (on.endsWith('-01-15')) await publish(Number(on.slice(0, 4)) - 1);
    await connector.untilInSync();
    for (const { life, expects } of onDay(on))
      await expect.poll(() => seen(life), { timeout: 20_000, interval: 250 }).toEqual(expected(expects));
  });

  it.each(lives)('are in the file of $subject.name as they stood on each day, and proved', async (life) => {
    for (const { on, expects } of life.days) {
      const { grade, sanctions } = expected(expects);
      const file = await fileOf(life, on);
      expect({ on, grade: gradeText(file.standing), sanctions: sanctionsText(file) }).toEqual({
        on,
        grade,
        sanctions,
      });
      expect(file.proof, on).toMatchObject({ rebuilt: 'equal', redrawn: 'equal' });
    }
  });

  it('told each receiver newer states only', async () => {
    for (const name of ['directory', 'settlement'] as const)
      expect((await connector.receiver(name)).violations).toEqual([]);
  });
});
