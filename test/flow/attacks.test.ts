import { paginateScan } from '@aws-sdk/client-dynamodb';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FunctionDefinition, functions, type Route } from '../../infra/system.ts';
import { writeXlsx } from '../../lib/feeds/formats/write-xlsx.ts';
import { operations } from '../../schemas/openapi.ts';
import { eachOf } from '../support/authorization-matrix.ts';
import { type Connector, startConnector } from '../support/connector.ts';
import { finding, patient, pharmacy, registry } from '../support/records.ts';

/** Hostile texts and bodies, sent to the API. */
let connector: Connector;
let token = '';
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  token = await connector.token('tests');
});
afterAll(() => connector.stop());

const routes = (Object.values(functions) as FunctionDefinition[]).flatMap(
  ({ startedBy }): readonly Route[] => startedBy.routes ?? [],
);
const send = (
  method: string,
  path: string,
  { body, headers = {}, bearer = token }: { body?: string; headers?: object; bearer?: string } = {},
): Promise<Response> =>
  fetch(`${connector.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body }),
  });
const refusal = async (response: Response): Promise<string> =>
  `${response.status} ${((await response.json()) as { code?: string }).code}`;

const formulas = [
  "=cmd|'/c calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  'a;=1',
];
const beginsFormula = /^\s*([=+@＝＋－＠]|-(?!\d+(\.\d+)?$))/;
const others = [
  '\u202Egnp.exe',
  '\u001b[31mred\u001b[0m',
  'x\u009b31m',
  "'); DROP TABLE x;--",
  'jndi:ldap://x',
  '<script>alert(1)</script>',
  'P#x#FILE#pharmacy',
  '../../etc/passwd',
  '{"$gt":""}',
  'a\r\nset-cookie: x=1',
];

describe('words', () => {
  const wrongRows = [...formulas, ...others].map((name) => ['pharmacy', 'uscc', '91540100MA6T1000XA', name]);
  const rows = [['category', 'scheme', 'id', 'name'], ...wrongRows];
  const answerTo = async (file: Uint8Array): Promise<Buffer> => {
    const run = await connector.submit('registry', file);
    expect(run).toMatchObject({ status: 'completed', quarantined: wrongRows.length });
    const answer = await send('GET', `/v1/feeds/runs/${run.runId}/answer`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="answer\.\w+"; filename\*=UTF-8''[\w%.-]+$/,
    );
    return Buffer.from(await answer.arrayBuffer());
  };

  it.each([',', ';', '|'])(
    'begin no formula in an answer whose cells are parted by %j',
    async (separator) => {
      const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
      const text = rows.map((cells) => cells.map(quoted).join(separator)).join('\n');
      const answer = (await answerTo(Buffer.from(text))).toString('utf8');
      const read = parse(answer, { delimiter: separator, relax_column_count: true }) as string[][];
      expect(read).toHaveLength(rows.length);
      for (const cell of read.flat()) expect(cell).not.toMatch(beginsFormula);
    },
  );

  it('are text in every cell of a workbook that answers', async () => {
    const parts = unzipSync(await answerTo(writeXlsx(rows)));
    const sheet = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString('utf8');
    expect(sheet).not.toMatch(/<f[ >]/);
    // A cell without a text is only coloured.
    const filled = sheet.match(/<c [^>]*[^/]>/g) ?? [];
    expect(filled.filter((cell) => !/^<c r="\w+"( s="\d")? t="inlineStr">$/.test(cell))).toEqual([]);
    expect(sheet).not.toContain('<script>');
  });

  it('of an agency and its case are text in tables, and one line in the log', async () => {
    const path = (agency: string) => `/v1/receipts?agency=${encodeURIComponent(agency)}`;
    for (const word of [...formulas, ...others]) {
      const agency = `${word}局`;
      const client = await connector.as(agency, 'grades:read');
      const subjects = [{ scheme: 'uscc', id: pharmacy.id }];
      await client.call('POST', '/v1/grades/query', {
        purpose: 'supervision',
        reference: `${word}案`,
        subjects,
      });
      for (const address of [path(agency), '/v1/receipts/counts']) {
        const table = await (await send('GET', address, { headers: { accept: 'text/csv' } })).text();
        const cells = parse(table, { bom: true, from: 2, record_delimiter: '\r\n' }) as string[][];
        for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
        expect(cells.flat().some((cell) => cell.includes(word.trim()))).toBe(true);
      }
    }
    const log = connector.log();
    for (const line of log.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(log).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
  });

  it('of an agency that look sealed are shown all the same', async () => {
    const reference = `1.${'x'.repeat(60)}`;
    const client = await connector.as('hider', 'grades:read');
    const subjects = [{ scheme: 'uscc', id: pharmacy.id }];
    await client.call('POST', '/v1/grades/query', { purpose: 'supervision', reference, subjects });
    const { receipts } = (await connector.client.call('GET', '/v1/receipts?agency=hider')) as {
      receipts: { reference?: string }[];
    };
    expect(receipts).toMatchObject([{ reference }]);
  });

  it('in document numbers and names become no key, and stay what they were', async () => {
    const run = await connector.submit(
      'medical-insurance',
      [...formulas, ...others].map((word, index) => ({
        ...finding(index, { category: 'pharmacy', ...pharmacy }, 'ph.circular', { count: 1 }),
        documentNumber: `${word}〔2026〕${index}号`,
        name: word,
        remark: word,
      })),
    );
    expect(run.status).toBe('completed');
    expect(run.accepted + run.quarantined).toBe(run.received);
    const keys: string[] = [];
    for await (const page of paginateScan(
      { client: connector.table.client },
      { TableName: connector.table.name },
    ))
      for (const { pk, sk, agendaAt } of page.Items ?? [])
        keys.push(...[pk, sk, agendaAt].map((key) => key?.S ?? ''));
    for (const key of keys) expect(key).toMatch(/^[\w#.:~-]*$/);
    const file = (await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' })) as {
      basic: { name: string };
      dishonesty: { documentNumber: string }[];
    };
    expect(file.basic.name).toBe(pharmacy.name);
    expect(file.dishonesty).toHaveLength(run.accepted);
  });

  it('in the name of a file stay in its run, sealed', async () => {
    for (const name of [...formulas, ...others].map((word) => `${word}档`)) {
      const path = `/v1/feeds/registry/files/${encodeURIComponent(name)}`;
      const opened = await send('PUT', path, {
        body: JSON.stringify(registry),
        headers: { 'content-type': 'application/octet-stream' },
      });
      const run = await connector.client.follow(((await opened.json()) as { runId: string }).runId);
      expect(run.file.name).toBe(name);
      const answer = await send('GET', `/v1/feeds/runs/${run.runId}/answer`);
      expect(answer.headers.get('set-cookie')).toBe(null);
    }
    expect(connector.log().includes('档')).toBe(false);
  });

  it('on a notice are printed or refused, and never become PDF syntax', async () => {
    const noticeOf = async (reason: string, cycle: { id: string; name: string }) => {
      const one = { scheme: 'resident-id', id: cycle.id };
      const filed = await send('POST', '/v1/objections', {
        body: JSON.stringify({
          subject: { ...one, category: 'insured-person' },
          applicant: { capacity: 'self', ...one, name: cycle.name },
          grounds: ') Tj ET /OpenAction << /S /JavaScript /JS (app.alert(1)) >> %%EOF \\ <</URI(x)>>'.repeat(
            40,
          ),
        }),
      });
      const { id } = (await filed.json()) as { id: string };
      const decision = JSON.stringify({ verdict: 'refused', reason });
      expect((await send('POST', `/v1/objections/${id}/decision`, { body: decision })).status).toBe(200);
      return send('GET', `/v1/objections/${id}/notice`);
    };
    await connector.submit('medical-insurance', [
      finding(900, { category: 'insured-person', ...patient }, 'ip.impersonation', { amount: '10' }),
    ]);
    const issued = await noticeOf('维持 (a) \\) % < > /JS', patient);
    expect(issued.status).toBe(200);
    const pdf = Buffer.from(await issued.arrayBuffer()).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf).not.toMatch(/\/(OpenAction|JavaScript|JS|URI|Launch|EmbeddedFile|AA)\b/);
    expect(pdf.match(/%%EOF/g)).toHaveLength(1);
  });
});

describe('an address', () => {
  const parts = [
    'a#b',
    '../../x',
    '\u0000',
    '\u202e',
    "'; DROP",
    '{"$ne":1}',
    'x'.repeat(3000),
    '__proto__',
    'constructor',
    '%',
    '\u{10FFFF}\u{10FFFF}',
    '-1',
    '99999999999999999999',
    '01RUN.1',
    'a.b.c',
    `x.${'9'.repeat(400)}`,
  ];
  const keyText = (pk: string) =>
    Buffer.from(JSON.stringify({ pk: { S: pk }, sk: { S: 'y' } })).toString('base64url');
  const cursors = [
    ...parts,
    '\ufffdx',
    keyText('x'),
    keyText(''),
    keyText('x'.repeat(3000)),
    'bnVsbA',
    'W10',
  ];
  const shown = (text: string): string => JSON.stringify(text).slice(0, 40);

  it('with anything in it is answered or refused, never an internal error', async () => {
    const attempts = routes.flatMap((route) => {
      const inPath = route.path.includes('{') ? parts : [];
      const asked = Object.keys(operations[`${route.method} ${route.path}`]?.query?.shape ?? {});
      return [
        ...inPath.map((part) => ({
          route,
          what: shown(part),
          path: route.path.replace('{source}', 'registry').replace(/\{\w+\}/g, encodeURIComponent(part)),
        })),
        ...asked.flatMap((name) =>
          cursors.map((cursor) => ({
            route,
            what: `${name} ${shown(cursor)}`,
            path: `${route.path.replace('{year}', '2026')}?agency=x&${name}=${encodeURIComponent(cursor)}`,
          })),
        ),
      ];
    });
    const failed: string[] = [];
    await eachOf(attempts, async ({ route: { method, path: template }, path, what }) => {
      const body = method === 'GET' ? {} : { body: method === 'PUT' ? '' : '{"reason":"x"}' };
      const response = await send(method, path, body);
      const text = await response.text();
      if (response.status >= 500) failed.push(`${method} ${template} ${what}: ${text}`);
    });
    expect(failed).toEqual([]);
    expect(attempts.length).toBeGreaterThan(600);
  });
});

describe('a body', () => {
  const bodyOf = ({ path }: Route) => operations[`POST ${path}`]?.body;
  const taking = routes.filter(
    (route) => route.method === 'POST' && bodyOf(route) !== undefined && bodyOf(route) !== 'file',
  );
  const pathOf = ({ path }: Route): string =>
    path
      .replace('{source}', 'registry')
      .replace('{year}', '2020')
      .replace(/\{\w+\}/g, 'x');
  /** True for a route about one thing, which must exist before the body is checked. */
  const isOfOne = ({ path }: Route): boolean => path.includes('{id}');
  const nested = (open: string, close: string): string => `${open.repeat(10_000)}1${close.repeat(10_000)}`;

  it.each([
    ['lists', nested('[', ']')],
    ['objects', nested('{"a":', '}')],
    ['records', `{"records":[{"name":${nested('[', ']')}}]}`],
  ])('of %s nested 10,000 deep is refused everywhere', async (_what, body) => {
    expect(taking.length).toBeGreaterThan(15);
    for (const route of taking)
      expect(await refusal(await send('POST', pathOf(route), { body })), route.path).toMatch(
        isOfOne(route) ? /^(400 too-deep|404 .*)$/ : /^400 too-deep$/,
      );
  });

  it.each(['null', '[]', '1e999', '"x"', '{"__proto__":{"purpose":"supervision"}}', '', '\ufeff', '{}{}'])(
    'that is %s is refused everywhere',
    async (body) => {
      for (const route of taking)
        expect([400, isOfOne(route) ? 404 : 400], route.path).toContain(
          (await send('POST', pathOf(route), { body })).status,
        );
      expect(({} as { purpose?: unknown }).purpose).toBeUndefined();
    },
  );
});

describe('a record', () => {
  let number = 700;
  const record = (extra: string): string => {
    const one = finding(number++, { category: 'pharmacy', ...pharmacy }, 'ph.fine');
    return `${JSON.stringify(one).slice(0, -1)},${extra}}`;
  };
  const push = async (body: string) => {
    const opened = await send('POST', '/v1/feeds/medical-insurance/records', { body });
    return connector.client.follow(((await opened.json()) as { runId: string }).runId);
  };

  it.each([
    ['a number no machine holds', '"amount":1e999'],
    ['more digits than a float has', '"amount":12345678901234567890.12'],
    ['digits behind the cent', '"amount":5000.0100000000000000001'],
    ['a list for a number', '"amount":[1]'],
    ['the same field twice', '"amount":"1","amount":"2"'],
    ['the same field twice, spelled otherwise', '"amount":"1","\\u0061mount":"2"'],
  ])('with %s waits for a person', async (_what, extra) => {
    const run = await push(`{"records":[${record(extra)}]}`);
    expect(run).toMatchObject({ status: 'completed', accepted: 0, quarantined: 1 });
  });

  it.each(['__proto__', 'constructor', 'toString'])(
    'with a field %s makes the run held, like any unknown field',
    async (name) => {
      const run = await push(`{"records":[${record(`"amount":"1","${name}":"x"`)}]}`);
      expect(run).toMatchObject({ status: 'held', problem: { code: 'unknown-column', columns: [name] } });
    },
  );

  it('hidden behind a second list of records counts for nothing', async () => {
    const run = await push(`{"records":[${record('"amount":"1"')}],"records":[${record('"amount":"2"')}]}`);
    expect(run).toMatchObject({ status: 'failed', received: 0, problem: { code: 'broken-json' } });
  });
});

// Last, because the server closes the connection after these requests.
it('a request that is too large, has too many subjects, or comes with a bomb of headers is refused', async () => {
  const path = '/v1/grades/query';
  const subjects = Array.from({ length: 101 }, () => ({ scheme: 'uscc', id: pharmacy.id }));
  const many = JSON.stringify({ purpose: 'supervision', reference: 'x', subjects });
  expect(await refusal(await send('POST', path, { body: many }))).toBe('400 invalid-request');
  const large = ' '.repeat(11 * 1024 * 1024);
  expect(await refusal(await send('POST', path, { body: large }))).toBe('413 request-too-large');
  const headers = { 'x-bomb': 'x'.repeat(20_000) };
  expect((await send('GET', '/health', { headers })).status).toBe(431);
});
