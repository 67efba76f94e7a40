import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client, RunView } from '../../infra/cli/client.ts';
import { type Connector, refusalOf, startConnector } from '../support/connector.ts';
import { handInRepair } from '../support/evidence.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { finding, nurse, patient, pharmacy, registry } from '../support/records.ts';

/** Requests that are repeated or come in another order: nothing takes effect twice. */
let connector: Connector;
let papers: Awaited<ReturnType<typeof handInRepair>>;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  papers = await handInRepair(connector);
});
afterAll(() => connector.stop());

const post = (path: string, body: object, client: Client = connector.client): Promise<unknown> =>
  client.call('POST', path, body);
const counts = ({ received, accepted, duplicates, quarantined }: RunView) => ({
  received,
  accepted,
  duplicates,
  quarantined,
});
const scoreOf = async (): Promise<unknown> =>
  (await connector.grade({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' }))['score'];
const circular = (number: number, change: object = {}) =>
  finding(number, { category: 'pharmacy', ...pharmacy }, 'ph.circular', { count: 1, ...change });

describe('what a source sends again', () => {
  const push = async (...records: object[]): Promise<RunView> => {
    const { runId } = (await post('/v1/feeds/medical-insurance/records', { records })) as { runId: string };
    return connector.client.follow(runId);
  };

  it('by any channel is a duplicate', async () => {
    expect(counts(await push(circular(1)))).toMatchObject({ accepted: 1 });
    const score = await scoreOf();
    const once = { received: 1, accepted: 0, duplicates: 1, quarantined: 0 };
    expect(counts(await push(circular(1)))).toEqual(once);
    expect(counts(await connector.submit('medical-insurance', [circular(1)]))).toEqual(once);
    const together = await Promise.all([push(circular(2)), push(circular(2)), push(circular(2))]);
    expect(together.map(({ accepted }) => accepted).sort()).toEqual([0, 0, 1]);
    expect(await scoreOf()).not.toBe(score);
  });

  it('after it was revoked stays revoked, whichever comes first', async () => {
    const before = await scoreOf();
    for (const [number, order] of [
      [11, ['正常', '撤销', '正常']],
      [12, ['撤销', '正常', '正常']],
    ] as const) {
      for (const status of order) await push(circular(number, { status }));
      expect(await scoreOf(), order.join()).toBe(before);
    }
  });

  // On a deployed stack the bucket's clock is not moved, so the address would have expired months ago.
  onLocalHost(
    'to an upload that was announced once changes nothing, and another content is refused',
    async () => {
      const bytes = Buffer.from(JSON.stringify([circular(21)]));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const announced = { name: 'x.json', bytes: bytes.length, sha256 };
      const { runId, upload } = (await post('/v1/feeds/medical-insurance/uploads', announced)) as {
        runId: string;
        upload: { url: string; method: string; headers: Record<string, string> };
      };
      const put = async (body: Buffer, headers = upload.headers): Promise<number> => {
        const response = await fetch(upload.url, {
          method: upload.method,
          headers,
          body: new Uint8Array(body),
        });
        await response.arrayBuffer();
        return response.status;
      };
      expect(await put(bytes)).toBe(200);
      const done = await connector.client.follow(runId);
      expect(counts(done)).toMatchObject({ received: 1, accepted: 1 });
      const other = Buffer.from(bytes.toString('utf8').replace('21号', '22号'));
      expect(await put(other)).toBe(400);
      await put(bytes);
      // A run after the repeated upload: when it is done, so is anything that the repetition may have started.
      await push(circular(21));
      expect(await connector.client.call('GET', `/v1/feeds/runs/${runId}`)).toEqual(done);
    },
  );
});

describe('what an officer sends again', () => {
  it('to a row that was decided is refused', async () => {
    const run = await connector.submit('medical-insurance', [circular(31, { status: '作废' })]);
    expect(run.quarantined).toBe(1);
    const correct = () =>
      post(`/v1/quarantine/${run.runId}.1/correction`, { reason: 'x', values: { status: '正常' } });
    const both = await Promise.all([refusalOf(correct()), refusalOf(correct())]);
    expect(both).toContain('answered');
    const score = await scoreOf();
    expect(await refusalOf(correct())).toBe('409 row-decided');
    expect(await refusalOf(post(`/v1/quarantine/${run.runId}.1/dismissal`, { reason: 'x' }))).toBe(
      '409 row-decided',
    );
    expect(await scoreOf()).toBe(score);
  });

  it('to a held run releases it once', async () => {
    const run = await connector.submit('medical-insurance', [{ ...circular(32), 神秘列: 'x' }]);
    expect(run.status).toBe('held');
    const release = () => refusalOf(post(`/v1/feeds/runs/${run.runId}/release`, {}));
    const both = await Promise.all([release(), release()]);
    expect(both.sort()).toEqual(['409 run-not-held', 'answered']);
    expect(counts(await connector.client.follow(run.runId))).toMatchObject({ received: 1, accepted: 1 });
  });

  it('as an objection is open once, and decided once', async () => {
    await connector.submit('medical-insurance', [
      finding(41, { category: 'insured-person', ...patient }, 'ip.impersonation', { amount: '10' }),
    ]);
    const subject = { scheme: 'resident-id', id: patient.id, category: 'insured-person' };
    const applicant = { capacity: 'self', scheme: 'resident-id', ...patient };
    const file = () => post('/v1/objections', { subject, applicant, grounds: '不服' });
    const both = await Promise.allSettled([file(), file()]);
    const filed = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value as { id: string }] : []));
    expect(new Set(filed.map(({ id }) => id)).size).toBe(1);
    expect(await refusalOf(file())).toBe('409 objection-open');
    const decide = (verdict: string) =>
      refusalOf(post(`/v1/objections/${filed[0]?.id}/decision`, { verdict, reason: '维持' }));
    expect(await decide('refused')).toBe('answered');
    expect(await decide('refused')).toBe('409 already-decided');
    expect(await decide('upheld')).toBe('409 already-decided');
    expect(await refusalOf(file())).toBe('409 objection-decided');
  });

  it('as a repair is open once, and a decision before it is none', async () => {
    const decidedOn = '2025-12-01';
    await connector.submit('medical-insurance', [
      finding(51, { category: 'nurse', ...nurse }, 'nu.privacy-leak', { count: 1, decidedOn }),
    ]);
    const granting = { verdict: 'granted', reason: '已履行' };
    expect(await refusalOf(post('/v1/repairs/nurse.nobody.1/decision', granting))).toMatch(/^404 /);
    const request = {
      subject: { scheme: 'resident-id', id: nurse.id, category: 'nurse' },
      applicant: { capacity: 'self', scheme: 'resident-id', ...nurse },
      decisions: [{ documentNumber: '藏医保查〔2026〕51号', authority: '西藏自治区医疗保障局' }],
      grounds: '已整改',
      attachments: papers,
    };
    const { id } = (await post('/v1/repairs', request)) as { id: string };
    expect(await refusalOf(post('/v1/repairs', request))).toBe('409 repair-open');
    expect(await refusalOf(post(`/v1/repairs/${id}/notice-objection`, { grounds: '早了' }))).toBe(
      '409 not-in-notice',
    );
    expect(await refusalOf(post(`/v1/repairs/${id}/decision`, granting))).toBe('answered');
    expect(await refusalOf(post(`/v1/repairs/${id}/decision`, granting))).toMatch(/^409 /);
    expect(await refusalOf(post(`/v1/repairs/${id}/extension`, { reason: 'x' }))).toMatch(/^409 /);
    expect(await refusalOf(post('/v1/repairs', request))).toMatch(/^409 /);
  });
});
