import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunView } from '../../infra/cli/client.ts';
import { writeWorkbook } from '../../lib/feeds/formats/write-xlsx.ts';
import type { Category } from '../../lib/shared/category.ts';
import { usccCheck } from '../../lib/shared/identifiers.ts';
import type { Source } from '../../lib/shared/source.ts';
import { allScopes, type Connector, refusalOf, startConnector } from '../support/connector.ts';
import { csvOf, gb18030 } from '../support/feed-file.ts';
import { xmlOf } from '../support/formats.ts';
import { legalSheet, mergedSheet, naturalSheet, withTitles } from '../support/penalty-sheet.ts';
import { rawZip } from '../support/raw-zip.ts';
import { doctor, hospital, nurse, penalty, pharmacy, registry, stranger } from '../support/records.ts';
import { remadeXlsx } from '../support/xlsx-file.ts';

/**
 * A sender's day: a file with wrong rows is sent, its answer is corrected by hand and sent back unchanged otherwise.
 */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const counts = ({ received, accepted, duplicates, unmatched, quarantined }: RunView): object => ({
  received,
  accepted,
  duplicates,
  unmatched,
  quarantined,
});
const none = { accepted: 0, duplicates: 0, unmatched: 0, quarantined: 0 };

async function answerTo(run: RunView): Promise<{ type: string; name: string; body: Uint8Array }> {
  const token = await connector.token('tests', allScopes);
  const response = await fetch(`${connector.apiUrl}/v1/feeds/runs/${run.runId}/answer`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(200);
  return {
    type: response.headers.get('content-type') ?? '',
    name: response.headers.get('content-disposition') ?? '',
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

/** The runs of the rows of a source that wait for an officer. */
async function waitingOf(source: Source): Promise<(string | undefined)[]> {
  const { items } = (await connector.client.call('GET', `/v1/quarantine?source=${source}`)) as {
    items: { id: string }[];
  };
  return items.map(({ id }) => id.split('.')[0]);
}

/** Only the wrong cells, each found by its content. */
type Mending = readonly (readonly [wrong: string, right: string])[];
const mend = (text: string, mending: Mending): string =>
  mending.reduce((mended, [wrong, right]) => mended.replaceAll(wrong, right), text);

const decode = (bytes: Uint8Array): string => new TextDecoder('gb18030', { fatal: true }).decode(bytes);

type Who = { readonly id: string; readonly name: string };
const subjectOf = ({ id, name }: Who, category: Category) => {
  const isInstitution = category === 'pharmacy' || category === 'medical-institution';
  return { scheme: isInstitution ? 'uscc' : 'resident-id', id, name, category } as const;
};
const scoreOf = async (who: Who, category: Category): Promise<unknown> =>
  (await connector.grade(subjectOf(who, category)))['score'];
const atDirectory = async ({ id }: Who, category: Category): Promise<unknown> => {
  await connector.untilInSync();
  const { entries } = await connector.receiver('directory');
  return entries.find((entry) => (entry['uscc'] ?? entry['certNo']) === id && entry['category'] === category);
};

/** The corrected answer takes effect once. After that, neither it nor the corrected original adds anything. */
async function sendsMended(
  source: Source,
  { answer, original }: { answer: Uint8Array; original: Uint8Array },
  rows: { mended: number; all: number },
): Promise<void> {
  const { mended, all } = rows;
  const first = await connector.submit(source, answer);
  expect(counts(first)).toEqual({ ...none, received: mended, accepted: mended });
  expect(counts(await connector.submit(source, answer))).toEqual({
    ...none,
    received: mended,
    duplicates: mended,
  });
  expect(counts(await connector.submit(source, original))).toEqual({
    ...none,
    received: all,
    duplicates: all,
  });
}

describe('a CSV in GB18030 with titles above its header', () => {
  const document = (number: number): string => `拉市监处罚〔2026〕${number}号`;
  const formula = "=cmd|' /C calc'!A0";
  const wrongCode = '91540100MA6T1000XA';
  const original = csvOf(
    withTitles(
      '拉萨市行政处罚信息公示表',
      mergedSheet([
        { ...pharmacy, documentNumber: document(1) },
        {
          ...hospital,
          documentNumber: document(2),
          kinds: '罚款',
          content: '罚款人民币贰万元整',
          fine: '2',
        },
        { ...stranger, documentNumber: document(3) },
        { ...pharmacy, id: wrongCode, documentNumber: document(4) },
        { ...pharmacy, documentNumber: document(5), decidedOn: '2026年2月30日' },
        { ...pharmacy, documentNumber: document(6), kinds: '警告；加倍警告' },
        {
          ...hospital,
          documentNumber: document(7),
          kinds: '罚款',
          content: '罚款人民币30000元',
          fine: '30000',
        },
        { ...pharmacy, name: formula, documentNumber: document(8), decidedOn: '2062/03/05' },
      ]),
    ),
  );
  const mending: Mending = [
    [wrongCode, pharmacy.id],
    ['2026年2月30日', '2026年2月28日'],
    ['警告；加倍警告', '警告'],
    [`"30000"`, '"3"'],
    [',30000,', ',3,'],
    [`'${formula}`, pharmacy.name],
    [formula, pharmacy.name],
    ['2062/03/05', '2026/03/05'],
  ];
  let sent: RunView;
  let answer: Awaited<ReturnType<typeof answerTo>>;

  it('has its good rows in effect, and its wrong ones in quarantine', async () => {
    sent = await connector.submit('market-supervision', gb18030(original));
    expect(sent).toMatchObject({ status: 'completed', file: { format: 'csv', encoding: 'gb18030' } });
    expect(counts(sent)).toEqual({ received: 8, accepted: 2, duplicates: 0, unmatched: 1, quarantined: 5 });
    expect(await scoreOf(pharmacy, 'pharmacy')).toBe('99.00');
  });

  it('is answered in its own columns and encoding, with row, column, code and reason', async () => {
    answer = await answerTo(sent);
    expect(answer).toMatchObject({
      type: 'text/csv; charset=gb18030',
      name: `attachment; filename="answer.csv"; filename*=UTF-8''file-%E7%AD%94%E5%A4%8D.csv`,
    });
    const [header, ...lines] = decode(answer.body).trimEnd().split('\r\n');
    expect(header?.split(',').slice(-4)).toEqual(['行号', '列', '原因代码', '说明']);
    expect(`${header?.split(',').slice(0, -4)}`).toBe(`${mergedSheet([])[0]}`);
    const remarks = lines.map((line) => /,(\d+),([^,]*),([a-z-]+),[^,]*/.exec(line)?.slice(1, 4));
    expect(remarks).toEqual([
      ['7', expect.stringContaining('统一社会信用代码'), 'check-digit'],
      ['8', '处罚决定日期', 'not-a-date'],
      ['9', '处罚类别', 'unmapped-kind'],
      ['10', '处罚金额（万元）', 'unit-mismatch'],
      ['11', '处罚决定日期', 'date-in-future'],
    ]);
    expect(lines.at(-1)).toMatch(`"'${formula}"`);
    expect(lines.at(-1)).toMatch(
      /,处罚决定日期：日期晚于收到日期。请核对日期后重新报送该行。〔[0-9A-Z]{26}\.11〕$/,
    );
  });

  it('takes effect completely after the answer is corrected and sent again, and only once', async () => {
    await sendsMended(
      'market-supervision',
      {
        answer: gb18030(mend(decode(answer.body), mending)),
        original: gb18030(mend(original, mending)),
      },
      { mended: 5, all: 8 },
    );
    // Each 警告 costs one point, at most three.
    expect(await scoreOf(pharmacy, 'pharmacy')).toBe('97.00');
    expect(await atDirectory(pharmacy, 'pharmacy')).toMatchObject({ name: pharmacy.name, grade: 'A' });
    const { dishonesty } = (await connector.file({
      scheme: 'uscc',
      id: hospital.id,
      category: 'medical-institution',
    })) as { dishonesty: { content: { fineCny: string } }[] };
    expect(dishonesty.map(({ content }) => content.fineCny).sort()).toEqual(['20000', '30000']);
  });
});

describe('a workbook with a sheet of organisations and one of persons', () => {
  const documentOf = (number: number) => ({
    documentNumber: `藏卫医罚〔2026〕${number}号`,
    authority: '西藏自治区卫生健康委员会',
  });
  const wrongNumber = '540102198503120014';
  const original = writeWorkbook([
    {
      name: '法人',
      rows: withTitles(
        '法人行政处罚',
        legalSheet([
          { ...hospital, ...documentOf(1) },
          { ...hospital, ...documentOf(2), decidedOn: '2026-13-01' },
        ]),
      ),
    },
    {
      name: '自然人',
      rows: withTitles(
        '自然人行政处罚',
        naturalSheet([
          { ...nurse, ...documentOf(3) },
          { ...doctor, id: wrongNumber, ...documentOf(4) },
        ]),
      ),
    },
  ]);
  const mended = (bytes: Uint8Array): Uint8Array =>
    remadeXlsx(bytes, (xml) =>
      mend(xml, [
        ['2026-13-01', '2026-03-01'],
        [wrongNumber, doctor.id],
      ]),
    );

  it('comes back as a workbook of the same sheets, and takes effect completely after it is corrected', async () => {
    const sent = await connector.submit('health-commission', original);
    expect(counts(sent)).toEqual({ received: 4, accepted: 2, duplicates: 0, unmatched: 0, quarantined: 2 });
    expect(await scoreOf(hospital, 'medical-institution')).toBe('91.00');
    expect(await scoreOf(nurse, 'nurse')).toBe('95.00');
    expect(await scoreOf(doctor, 'doctor')).toBe('100.00');
    const answer = await answerTo(sent);
    expect(answer.name).toBe(
      `attachment; filename="answer.xlsx"; filename*=UTF-8''file-%E7%AD%94%E5%A4%8D.xlsx`,
    );
    let text = '';
    remadeXlsx(answer.body, (xml) => {
      text += xml;
      return xml;
    });
    for (const said of ['name="法人"', 'name="自然人"', '>5<', '>自然人!5<', '>not-a-date<', '>check-digit<'])
      expect(text).toContain(said);
    // A wrong cell is coloured and has its remark as a comment.
    expect(text).toMatch(/s="3" t="inlineStr"><is><t xml:space="preserve">2026-13-01</);
    expect(text).toMatch(
      /<comment ref="[A-Z]+2" authorId="0"><text><t xml:space="preserve">所填内容不是历法上存在的日期/,
    );
    // Sent back as it is, each row waits once, in the run that sent it last, and is answered there.
    const again = await connector.submit('health-commission', answer.body);
    expect(counts(again)).toEqual({ ...none, received: 2, quarantined: 2 });
    expect(await waitingOf('health-commission')).toEqual([again.runId, again.runId]);
    const sentAgain = await connector.submit('health-commission', original);
    expect(counts(sentAgain)).toEqual({ ...none, received: 4, duplicates: 2, quarantined: 2 });
    expect(await waitingOf('health-commission')).toEqual([sentAgain.runId, sentAgain.runId]);
    expect(counts(await connector.client.follow(sent.runId))).toEqual(counts(sent));
    await sendsMended(
      'health-commission',
      { answer: mended(answer.body), original: mended(original) },
      { mended: 2, all: 4 },
    );
    // The answer of the first run corrects the rows that wait in their place by now.
    expect(await waitingOf('health-commission')).toEqual([]);
    expect(await scoreOf(hospital, 'medical-institution')).toBe('88.00');
    expect(await scoreOf(doctor, 'doctor')).toBe('90.00');
    expect(await atDirectory(hospital, 'medical-institution')).toMatchObject({ grade: 'B' });
    expect(await atDirectory(doctor, 'doctor')).toMatchObject({ grade: 'B' });
  });
});

describe('an XML file', () => {
  const rows = [
    penalty(301, pharmacy, { CF_CFLB: '责令停产停业' }),
    penalty(302, pharmacy, { CF_CFLB: '停业' }),
    penalty(303, pharmacy, { CF_CFLB: '暂扣许可证件', CF_JDRQ: '2026年4月31日' }),
  ].map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')])));
  const original = `<?xml version="1.0" encoding="GBK"?>${xmlOf([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))])}`;
  const mending: Mending = [
    ['<CF_CFLB>停业<', '<CF_CFLB>责令停产停业<'],
    ['2026年4月31日', '2026年4月30日'],
  ];

  it('comes back in its own elements and encoding, and takes effect completely after it is corrected', async () => {
    const sent = await connector.submit('market-supervision', gb18030(original));
    expect(counts(sent)).toEqual({ received: 3, accepted: 1, duplicates: 0, unmatched: 0, quarantined: 2 });
    const answer = await answerTo(sent);
    expect(answer.type).toBe('application/xml; charset=gb18030');
    const text = decode(answer.body);
    expect(text).toContain('<行号>2</行号><列>CF_CFLB</列><原因代码>unmapped-kind</原因代码><说明>');
    expect(text).toContain('<行号>3</行号><列>CF_JDRQ</列><原因代码>not-a-date</原因代码><说明>');
    await sendsMended(
      'market-supervision',
      { answer: gb18030(mend(text, mending)), original: gb18030(mend(original, mending)) },
      { mended: 2, all: 3 },
    );
    expect(await scoreOf(pharmacy, 'pharmacy')).toBe('81.00');
    expect(await atDirectory(pharmacy, 'pharmacy')).toMatchObject({ grade: 'C' });
  });
});

describe('a file whose column of names is shifted by one row', () => {
  const shops = Array.from({ length: 6 }, (_, index) => {
    const body = `91540100MA6T400${index}X`.slice(0, 17);
    return { id: `${body}${usccCheck(body)}`, name: `拉萨错行${'甲乙丙丁戊己'[index]}大药房有限公司` };
  });
  const registered = shops.map((shop) => ({ category: 'pharmacy', scheme: 'uscc', ...shop }));
  const rows = shops.map(({ id }, index) =>
    penalty(400 + index, { id, name: shops[(index + 1) % shops.length]?.name ?? '' }),
  );
  const call = (method: string, path: string, body?: object) => connector.client.call(method, path, body);

  it('is held before any row counts; once released, each row waits with both names until somebody decides', async () => {
    const preview = async (source: Source, sent: object[]) =>
      (await connector.client.call(
        'POST',
        `/v1/feeds/${source}/preview`,
        new TextEncoder().encode(JSON.stringify(sent)),
      )) as Record<string, unknown> & { findings: object[] };
    const before = await preview('registry', [...registered, ...registered, { ...registered[0], id: '1' }]);
    expect(before).toMatchObject({ status: 'completed', received: 13, accepted: 6, duplicates: 6 });
    expect(before.findings).toMatchObject([{ row: 13, code: 'invalid-identifier' }]);
    const unsure = rows.map((row) => ({ ...row, CF_NR_WFFF: '/' }));
    expect(await preview('market-supervision', unsure)).toMatchObject({
      accepted: 0,
      unmatched: 6,
      readings: [{ code: 'says-none', column: 'CF_NR_WFFF', cells: 6, written: ['/'] }],
    });
    expect((await connector.grade(subjectOf(shops[0] ?? pharmacy, 'pharmacy')))['status']).toBe('not-found');
    await connector.submit('registry', registered);
    expect(await preview('market-supervision', rows)).toMatchObject({
      status: 'held',
      problem: { code: 'names-shifted' },
    });
    const held = await connector.submit('market-supervision', rows);
    expect(held).toMatchObject({ status: 'held', received: 0, problem: { code: 'names-shifted' } });
    const again = await connector.submit('market-supervision', rows);
    const list = (query: string) =>
      call('GET', `/v1/feeds/runs?${query}`) as Promise<{ runs: RunView[]; next?: string }>;
    const newest = (await list('status=held&source=market-supervision')).runs.map(({ runId }) => runId);
    expect(newest).toEqual([again.runId, held.runId]);
    expect((await list(`status=held&after=${again.runId}`)).runs).toEqual([held]);
    const stranger = await connector.as('somebody', allScopes);
    const withdrawal = `/v1/feeds/runs/${again.runId}/withdrawal`;
    expect(await refusalOf(stranger.call('POST', withdrawal))).toBe('404 unknown-run');
    expect(await call('POST', withdrawal)).toMatchObject({
      status: 'failed',
      problem: { code: 'withdrawn' },
    });
    expect(await refusalOf(call('POST', withdrawal))).toBe('409 run-not-held');
    await call('POST', `/v1/feeds/runs/${held.runId}/release`);
    const run = await connector.client.follow(held.runId);
    expect(counts(run)).toEqual({ ...none, received: 6, quarantined: 6 });
    for (const shop of shops) expect(await scoreOf(shop, 'pharmacy')).toBe('100.00');
    const [item] = (
      (await call('GET', '/v1/quarantine?source=market-supervision&reason=name-contradicts-number')) as {
        items: { id: string }[];
      }
    ).items;
    const shown = (await call('GET', `/v1/quarantine/${item?.id}`)) as {
      record: { subject: { id: string; name: string } };
      registeredNames: string[];
    };
    expect(shown.registeredNames).toEqual([shops.find(({ id }) => id === shown.record.subject.id)?.name]);
    expect(shown.record.subject.name).not.toBe(shown.registeredNames[0]);
    await call('POST', `/v1/quarantine/${item?.id}/correction`, { reason: '已更名，经核实', holds: true });
    const who = { id: shown.record.subject.id, name: shown.registeredNames[0] ?? '' };
    expect(Number(await scoreOf(who, 'pharmacy'))).toBeLessThan(100);
  });
});

describe('a zip of a CSV, a workbook, a damaged file and a bomb', () => {
  const documentOf = (number: number): string => `拉市监处罚〔2026〕${900 + number}号`;
  const warning = { kinds: '警告', content: '警告' };
  const csv = csvOf(
    mergedSheet([
      { ...pharmacy, ...warning, documentNumber: documentOf(1) },
      { ...pharmacy, ...warning, documentNumber: documentOf(2), decidedOn: '2026年2月30日' },
    ]),
  );
  const workbook = writeWorkbook([
    {
      name: '处罚',
      rows: mergedSheet([
        { ...pharmacy, ...warning, documentNumber: documentOf(1) },
        { ...pharmacy, ...warning, documentNumber: documentOf(3) },
      ]),
    },
  ]);
  const archive = rawZip(
    { name: '__MACOSX/._一.csv', content: 'x' },
    { name: gb18030('三月/一.csv'), content: gb18030(csv) },
    { name: gb18030('三月/二.xlsx'), content: workbook },
    { name: gb18030('坏.csv'), content: '主体类别', checksum: 1 },
    { name: gb18030('弹.csv'), content: Buffer.alloc(40 * 1024 * 1024) },
    { name: gb18030('内.zip'), content: rawZip({ name: 'a.csv', content: 'a' }) },
  );
  const source = 'market-supervision';
  const partsOf = (run: RunView): Promise<RunView[]> =>
    Promise.all((run.parts ?? []).map((runId) => connector.client.follow(runId)));

  it('becomes a run for each file, of which each has its own counts, and sent again counts nothing twice', async () => {
    const preview = (await connector.client.call('POST', `/v1/feeds/${source}/preview`, archive)) as {
      parts: RunView[];
    };
    expect(preview).toMatchObject({ status: 'completed', received: 0, isComplete: true });
    expect(preview.parts).toMatchObject([
      { name: '三月/一.csv', received: 2, accepted: 1, quarantined: 1, findings: [{ code: 'not-a-date' }] },
      { name: '三月/二.xlsx', received: 2, accepted: 1, duplicates: 1 },
      { name: '坏.csv', status: 'failed', problem: { code: 'broken-zip' } },
      { name: '弹.csv', status: 'failed', problem: { code: 'file-too-large' } },
      { name: '内.zip', status: 'failed', problem: { code: 'zip-of-files' } },
    ]);

    const sent = await connector.submit(source, archive);
    expect(sent).toMatchObject({ status: 'completed', file: { format: 'zip' }, received: 0 });
    expect(sent.problem).toBeUndefined();
    const parts = await partsOf(sent);
    expect(parts.map(({ file }) => file.name)).toEqual([
      '三月/一.csv',
      '三月/二.xlsx',
      '坏.csv',
      '弹.csv',
      '内.zip',
    ]);
    const [first, second, ...others] = parts.map((part) => counts(part));
    // The two files are read side by side: which of them brings the decision that both have is not fixed.
    const both = parts.reduce((sum, { accepted }) => sum + accepted, 0);
    expect(both).toBe(2);
    expect(first).toMatchObject({ received: 2, quarantined: 1 });
    expect(second).toMatchObject({ received: 2, quarantined: 0 });
    expect(others).toEqual(Array.from({ length: 3 }, () => ({ ...none, received: 0 })));
    expect(parts.slice(2).map(({ status, problem }) => [status, problem?.code])).toEqual([
      ['failed', 'broken-zip'],
      ['failed', 'file-too-large'],
      ['failed', 'zip-of-files'],
    ]);
    expect(parts.every(({ partOf }) => partOf === sent.runId)).toBe(true);
    const { runs } = (await connector.client.call('GET', `/v1/feeds/runs?source=${source}`)) as {
      runs: RunView[];
    };
    expect(runs.slice(0, 6).map(({ runId }) => runId)).toEqual([
      ...parts.map(({ runId }) => runId).toReversed(),
      sent.runId,
    ]);
    const answers = [sent, ...parts.slice(2)].map(({ runId }) =>
      refusalOf(connector.client.call('GET', `/v1/feeds/runs/${runId}/answer`)),
    );
    expect(await Promise.all(answers)).toEqual([
      '409 run-has-parts',
      '409 broken-zip',
      '409 file-too-large',
      '409 zip-of-files',
    ]);

    const again = await partsOf(await connector.submit(source, archive));
    expect(again.map((part) => counts(part)).slice(0, 2)).toEqual([
      { ...none, received: 2, duplicates: 1, quarantined: 1 },
      { ...none, received: 2, duplicates: 2 },
    ]);
  });

  it('is followed by submit file by file, with the answers beside it, and a code for rows that wait', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'archive-'));
    try {
      writeFileSync(join(folder, '三月.zip'), archive);
      const { code, said } = await submitted(source, join(folder, '三月.zip'));
      expect(said).toContain('压缩包共5个文件，其中3个未读取或已暂停；收到4行，采纳0行，重复3行，');
      expect(code).toBe(3);
      expect(readdirSync(folder).toSorted()).toEqual(['三月-1-一-答复.csv', '三月.zip']);
      expect(await submitted(source, join(folder, '三月.zip'), '--preview')).toMatchObject({ code: 3 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

async function submitted(...args: string[]): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../infra/cli/submit.ts'), ...args], {
    env: { ...process.env, API_URL: connector.apiUrl, TOKEN: await connector.token('tests', allScopes) },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stdout.resume();
  const [code] = await once(child, 'close');
  return { code, said };
}
