import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { doctor, finding, patient, penalty, pharmacy, registry, stranger } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector({ SUSPENSION_MODE: 'four-eyes', HOLD_HOURS: '24' });
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const url = (path: string): string => `${connector.apiUrl}${path}`;
const subject = { scheme: 'uscc', id: pharmacy.id };
const query = (subjects: unknown, purpose = 'supervision') => ({ purpose, reference: 'case 1', subjects });

describe('the front door', () => {
  it('serves its contract and its health to everybody', async () => {
    const contract = (await (await fetch(url('/openapi.json'))).json()) as {
      openapi: string;
      paths: Record<string, unknown>;
    };
    expect(contract.openapi).toBe('3.1.0');
    expect(contract.paths).toHaveProperty('/v1/grades/query');
    expect(await (await fetch(url('/health'))).json()).toEqual({ status: 'ok' });
  });

  it('has a page at its address whose links all lead somewhere', async () => {
    const answer = await fetch(url('/'));
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    const links = [...(await answer.text()).matchAll(/href="([^"]+)"/g)].map(([, address = '']) => address);
    expect(links.length).toBeGreaterThan(20);
    for (const address of links)
      expect([address, (await fetch(url(address.replaceAll('&amp;', '&')))).status]).toEqual([address, 200]);
  });

  it('gives everybody the templates of a source', async () => {
    const template = await fetch(url('/v1/feeds/registry/template'));
    expect(template.status).toBe(200);
    expect(template.headers.get('content-type')).toMatch(/spreadsheetml/);
    const bytes = new Uint8Array(await template.arrayBuffer());
    expect(new TextDecoder().decode(bytes.subarray(0, 2))).toBe('PK');
    expect((await fetch(url('/v1/feeds/registry/template?format=pdf'))).status).toBe(400);
  });

  // On a deployed stack the gateway answers 404.
  onLocalHost('says which methods an address takes', async () => {
    const response = await fetch(url('/v1/attachments/x'), { method: 'DELETE' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('PUT, GET');
    const exact = await fetch(url('/v1/quarantine/redo'), { method: 'DELETE' });
    expect(exact.headers.get('allow')).toBe('POST');
  });

  // On a deployed stack the gateway answers 401 in its own words.
  onLocalHost('refuses without a token, and a token of another issuer', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const foreign = await new SignJWT({ scope: 'grades:read' })
      .setProtectedHeader({ alg: 'ES256' })
      .setIssuer('urn:other')
      .setAudience('credit-connector')
      .setSubject('x')
      .setExpirationTime('1h')
      .sign(privateKey);
    for (const authorization of ['', `Bearer ${foreign}`, 'Bearer nonsense']) {
      const response = await fetch(url('/v1/grades/query'), {
        method: 'POST',
        headers: { authorization },
        body: '{}',
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({
        code: 'no-valid-token',
        status: 401,
        explanation: '访问凭据无效或已过期。请重新登录或重新申领凭据后重试。',
        requestId: expect.any(String),
      });
    }
  });

  it.each([
    [
      'a scope that does not fit',
      'PUT',
      '/v1/feeds/registry/files/x',
      new Uint8Array([1]),
      '403 scope-missing',
      'grades:read',
    ],
    [
      'a source that does not exist',
      'PUT',
      '/v1/feeds/nobody/files/x',
      new Uint8Array([1]),
      '404 unknown-source',
      undefined,
    ],
    ['0 bytes', 'PUT', '/v1/feeds/registry/files/x', new Uint8Array(0), '400 empty-file', undefined],
    [
      'more than 5 MiB',
      'PUT',
      '/v1/feeds/registry/files/x',
      new Uint8Array(5 * 1024 * 1024 + 1),
      '413 file-too-large',
      undefined,
    ],
    ['no JSON', 'POST', '/v1/grades/query', new TextEncoder().encode('{'), '400 not-json', undefined],
    [
      '101 subjects',
      'POST',
      '/v1/grades/query',
      query(Array.from({ length: 101 }, () => subject)),
      '400 invalid-request',
      undefined,
    ],
    ['no subject', 'POST', '/v1/grades/query', query([]), '400 invalid-request', undefined],
    [
      'an unknown field',
      'POST',
      '/v1/grades/query',
      { ...query([subject]), extra: 1 },
      '400 invalid-request',
      undefined,
    ],
    [
      'an unknown purpose',
      'POST',
      '/v1/grades/query',
      query([subject], 'curiosity'),
      '400 unknown-purpose',
      undefined,
    ],
    [
      '501 records',
      'POST',
      '/v1/feeds/registry/records',
      { records: Array.from({ length: 501 }, () => ({})) },
      '400 invalid-request',
      undefined,
    ],
    ['a run that does not exist', 'GET', '/v1/feeds/runs/nothing', undefined, '404 unknown-run', undefined],
    [
      'a delivery that does not exist',
      'POST',
      '/v1/deliveries/x/retry',
      undefined,
      '404 unknown-delivery',
      undefined,
    ],
    [
      'a batch beyond all numbers',
      'GET',
      '/v1/ledger?after=9007199254740992',
      undefined,
      '400 bad-number',
      undefined,
    ],
    ['a batch that is no number', 'GET', '/v1/ledger?after=', undefined, '400 bad-number', undefined],
    [
      'an upload of 0 bytes',
      'POST',
      '/v1/feeds/registry/uploads',
      { name: 'x', bytes: 0, sha256: '0'.repeat(64) },
      '400 invalid-request',
      undefined,
    ],
  ])('refuses %s with a clear word', async (_what, method, path, body, refusal, scope) => {
    const client = scope ? await connector.as('tests', scope) : connector.client;
    expect(await refusalOf(client.call(method, path, body))).toBe(refusal);
  });

  // On a deployed stack the gateway itself answers 404, in its own words.
  onLocalHost('refuses an address that does not exist with a clear word', async () => {
    expect(await refusalOf(connector.client.call('GET', '/v1/nothing'))).toBe('404 no-such-route');
  });
});

describe('grades/query', () => {
  it('discloses what the purpose opens, and no more', async () => {
    const ask = (purpose: string) => connector.grade({ ...subject, scheme: 'uscc' }, purpose);
    expect(Object.keys(await ask('procurement')).sort()).toEqual([
      'category',
      'cycle',
      'evaluatedOn',
      'grade',
      'state',
      'status',
    ]);
    expect(Object.keys(await ask('licensing'))).toContain('measures');
    expect(Object.keys(await ask('supervision'))).toEqual(
      expect.arrayContaining(['score', 'measures', 'sanctions', 'reasons']),
    );
  });

  it('discloses a person only to a caller who knows the name', async () => {
    const person = { scheme: 'resident-id' as const, id: patient.id };
    expect(await refusalOf(connector.grade(person))).toBe('400 name-required');
    expect(await connector.grade({ ...person, name: '别人' })).toEqual({ status: 'name-mismatch' });
    expect(await connector.grade({ ...person, name: ` ${patient.name} ` })).toMatchObject({
      status: 'graded',
      category: 'insured-person',
    });
  });

  it('opens to the subject itself its own grade, reasons and file, and to nobody of another name (Art. 18)', async () => {
    const self = (subjects: readonly object[]) =>
      connector.client.call('POST', '/v1/grades/query', { purpose: 'self', reference: '窗口', subjects });
    const own = { scheme: 'resident-id', id: patient.id, name: patient.name };
    const answer = (await self([own])) as { results: object[] };
    expect(Object.keys(answer.results[0] ?? {})).toEqual(
      expect.arrayContaining(['score', 'measures', 'sanctions', 'reasons']),
    );
    expect(await refusalOf(self([own, { scheme: 'uscc', id: subject.id, name: 'x' }]))).toBe(
      '400 self-one-subject',
    );
    expect(await refusalOf(self([{ scheme: 'uscc', id: subject.id }]))).toBe('400 name-required');
    const file = (name?: string) =>
      connector.client.call('POST', '/v1/files/query', {
        scheme: 'resident-id',
        id: patient.id,
        category: 'insured-person',
        purpose: 'self',
        reason: '本人查询',
        ...(name && { name }),
      });
    expect(await file(patient.name)).toMatchObject({ basic: { name: patient.name } });
    expect(await refusalOf(file('别人'))).toBe('404 unknown-subject');
    expect(await refusalOf(file())).toBe('400 name-required');
  });

  it('answers each subject in order, with a receipt', async () => {
    const answer = (await connector.client.call(
      'POST',
      '/v1/grades/query',
      query([
        { scheme: 'uscc', id: '91540100MA6T1000XA' },
        subject,
        { scheme: 'medins-code', id: 'P54010200012' },
      ]),
    )) as {
      receiptId: string;
      dataVersion: string;
      results: { status: string; problem?: string; explanation?: string }[];
    };
    expect(answer.results.map(({ status }) => status)).toEqual(['not-found', 'graded', 'graded']);
    expect(answer.results[0]).toMatchObject({
      problem: 'id: check-digit',
      explanation: '号码的校验位不符，号码有误。请核对号码后重新查询。',
    });
    expect(answer.receiptId).toMatch(/^[0-9A-Z]{26}$/);
    // The log file can be slightly behind the answer.
    await until('the disclosure is logged', () => connector.log().includes(answer.receiptId));
    expect(connector.log()).toContain(answer.receiptId);
  });
});

describe('a run', () => {
  const csv = (header: string, row: string) => new TextEncoder().encode(`${header}\n${row}\n`);
  const header = '主体类别,标识类型,标识,名称';
  const row = `药店,uscc,${pharmacy.id},${pharmacy.name}`;

  // On a deployed stack the bucket's clock is not moved, so the address would have expired months ago (faults.test.ts
  // uploads by it).
  onLocalHost('takes a file by upload, checked against its checksum', async () => {
    const bytes = csv(header, row);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
    const announce = async () =>
      (await connector.client.call('POST', '/v1/feeds/registry/uploads', {
        name: 'big.csv',
        bytes: bytes.length,
        sha256,
      })) as {
        runId: string;
        upload: { url: string; method: string; headers: Record<string, string> };
      };
    const wrong = await announce();
    const spoiled = Buffer.from(bytes);
    spoiled[0] = 0x41;
    const refused = await fetch(wrong.upload.url, {
      method: 'PUT',
      headers: wrong.upload.headers,
      body: spoiled,
    });
    expect(refused.status).toBe(400);
    const { runId, upload } = await announce();
    const response = await fetch(upload.url, {
      method: upload.method,
      headers: upload.headers,
      body: Buffer.from(bytes),
    });
    expect(response.status).toBe(200);
    expect(await connector.client.follow(runId)).toMatchObject({
      status: 'completed',
      received: 1,
      file: { name: 'big.csv', sha256 },
    });
  });

  it.each(['text/csv; charset=gb18030', 'application/json', 'application/vnd.ms-excel', undefined])(
    'sent as %s is refused and told how to send it, because the gateway may have read it as text',
    async (type) => {
      const response = await fetch(`${connector.apiUrl}/v1/feeds/registry/files/a.csv`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await connector.token('sender', 'feeds:write:registry')}`,
          ...(type && { 'content-type': type }),
        },
        body: new Uint8Array([0xb4, 0xa6]),
      });
      expect(response.status).toBe(415);
      expect(await response.json()).toMatchObject({
        code: 'not-sent-as-bytes',
        detail: expect.stringContaining('application/octet-stream'),
        explanation: expect.stringContaining('重新报送原文件'),
      });
    },
  );

  it('with a total and a line below it passes them over, and says which rows', async () => {
    const run = await connector.submit(
      'registry',
      csv(`序号,${header}`, `1,${row}\n合计,1户,,,\n制表人：张三,,,,`),
    );
    expect(run).toMatchObject({
      status: 'completed',
      received: 1,
      quarantined: 0,
      passedRows: {
        count: 2,
        rows: [
          { row: 3, code: 'total', explanation: expect.stringContaining('无需办理') },
          { row: 4, code: 'footer' },
        ],
      },
    });
  });

  it('with placeholders and with amounts in a unit of their own says how many it read so', async () => {
    const rows = [
      { CF_CFLB: '罚款', CF_NR: '罚款20000元', CF_NR_FK: '20,000元', CF_NR_WFFF: '无' },
      { CF_NR_WFFF: '/' },
    ].map((change, at) => penalty(700 + at, stranger, change));
    const run = await connector.submit('market-supervision', rows);
    expect(run).toMatchObject({
      status: 'completed',
      quarantined: 0,
      readings: [
        { code: 'own-unit', column: 'CF_NR_FK', cells: 1, written: ['元'] },
        {
          code: 'says-none',
          column: 'CF_NR_WFFF',
          cells: 2,
          written: ['无', '/'],
          explanation: expect.stringContaining('“CF_NR_WFFF”列有 2 格写作“无”“/”，按“没有”读取。'),
        },
      ],
    });
  });

  it('with an unknown column of numbers is held, and never released', async () => {
    const held = await connector.submit('registry', csv(`${header},对方`, `${row},91540100MA6T1000XP`));
    expect(held).toMatchObject({ status: 'held', problem: { code: 'unknown-column', kept: ['对方'] } });
    expect(await refusalOf(connector.client.call('POST', `/v1/feeds/runs/${held.runId}/release`))).toBe(
      '409 column-not-ignorable',
    );
  });

  it('with an unknown column is held, released by operations, and says what it ignores', async () => {
    const held = await connector.submit('registry', csv(`${header},神秘列`, `${row},x`));
    expect(held).toMatchObject({
      status: 'held',
      received: 0,
      problem: {
        code: 'unknown-column',
        columns: ['神秘列'],
        explanation:
          '文件中有未与该来源约定的列，已暂停处理。可以忽略的，请予以放行；需要采用的，请商请增加该列。',
      },
    });
    const sender = await connector.as('sender', 'feeds:write:registry');
    expect(await refusalOf(sender.call('POST', `/v1/feeds/runs/${held.runId}/release`))).toBe(
      '403 scope-missing',
    );
    await connector.client.call('POST', `/v1/feeds/runs/${held.runId}/release`);
    expect(await connector.client.follow(held.runId)).toMatchObject({
      status: 'completed',
      received: 1,
      ignoredColumns: ['神秘列'],
    });
    expect(await refusalOf(connector.client.call('POST', `/v1/feeds/runs/${held.runId}/release`))).toBe(
      '409 run-not-held',
    );
  });

  it.each([
    ['without a required column', csv('主体类别,标识类型,标识', 'x,y,z'), 'column-missing'],
    ['in no known encoding', new Uint8Array([0x61, 0xff, 0xff, 0x0a]), 'unknown-encoding'],
  ])('%s fails before any row counts', async (_what, bytes, code) => {
    expect(await connector.submit('registry', bytes)).toMatchObject({
      status: 'failed',
      received: 0,
      problem: { code },
    });
  });

  it('is visible to its sender and to operations, and does not exist for others', async () => {
    const run = await connector.submit('registry', csv(header, row));
    for (const scope of ['feeds:write:court', 'feeds:write:registry']) {
      const other = await connector.as('other', scope);
      expect(await refusalOf(other.call('GET', `/v1/feeds/runs/${run.runId}`))).toBe('404 unknown-run');
    }
  });

  it('answers with the rows it did not accept', async () => {
    const run = await connector.submit(
      'registry',
      csv(header, `药店,uscc,91540100MA6T1000XA,${pharmacy.name}`),
    );
    expect(run.quarantined).toBe(1);
    const bearer = await connector.token('tests', 'feeds:write:registry');
    const response = await fetch(url(`/v1/feeds/runs/${run.runId}/answer`), {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await response.text()).toContain('check-digit');
  });
});

describe('four eyes', () => {
  const crime = (number: number, one: { id: string; name: string }) =>
    finding(number, { category: 'insured-person', ...one }, 'ip.crime');
  const held = async () =>
    ((await connector.client.call('GET', '/v1/deliveries?state=held')) as { deliveries: { id: string }[] })
      .deliveries;

  it('keeps a suspension pending until a second officer releases it', async () => {
    await connector.submit('medical-insurance', [crime(1, patient)]);
    const [delivery] = await held();
    const id = delivery?.id ?? '';
    await connector.untilInSync();
    expect((await connector.receiver('settlement')).entries).toEqual([]);
    const release = (officer: typeof connector.client) =>
      officer.call('POST', `/v1/deliveries/${id}/release`, { reason: '核实' });
    expect(await connector.client.call('GET', '/v1/reviews')).toMatchObject({
      reviews: [
        {
          kind: 'suspension',
          id,
          subject: { category: 'insured-person' },
          grounds: [{ documentNumber: expect.any(String), source: 'medical-insurance' }],
        },
      ],
    });
    expect(await refusalOf(release(connector.client))).toBe('403 same-officer');
    await release(await connector.as('second'));
    await connector.untilInSync();
    expect((await connector.receiver('settlement')).entries).toMatchObject([{ certno: patient.id }]);
    expect(await refusalOf(release(await connector.as('second')))).toBe('409 not-held');
  });

  it('lists no subject whose suspension was refused, and alarms when nobody decides', async () => {
    await connector.submit('medical-insurance', [crime(2, doctor)]);
    connector.pass(2);
    await until('the time box alarms', () => connector.log().includes('suspension.release-overdue'));
    expect(connector.log()).toContain('"metric":"HoldOverdue"');
    const [delivery] = await held();
    const second = await connector.as('second');
    await second.call('POST', `/v1/deliveries/${delivery?.id}/refusal`, { reason: '证据不足' });
    await connector.untilInSync();
    expect(await held()).toEqual([]);
    expect((await connector.receiver('settlement')).entries).toHaveLength(1);
  });
});
