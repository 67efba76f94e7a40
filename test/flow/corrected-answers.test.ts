import { afterAll, beforeAll, expect, it } from 'vitest';
import { allScopes, type Connector, startConnector } from '../support/connector.ts';
import { utf8 } from '../support/feed-file.ts';
import { penalty, pharmacy, registry } from '../support/records.ts';

/** Rows that a sender corrects in the answer file, and the officer's work on them. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
});
afterAll(() => connector.stop());

const answerTo = async (runId: string): Promise<string> => {
  const token = await connector.token('tests', allScopes);
  const url = `${connector.apiUrl}/v1/feeds/runs/${runId}/answer`;
  return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text();
};
const waiting = async (query: string): Promise<unknown[]> =>
  ((await connector.client.call('GET', `/v1/quarantine?${query}`)) as { items: unknown[] }).items;
const decide = (id: string, what: string, body: object): Promise<unknown> =>
  connector.client.call('POST', `/v1/quarantine/${id}/${what}`, body);
const asPharmacy = { scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' } as const;

const entry = (number: number, id: string, publishDate: string) => ({
  iname: id === pharmacy.id ? pharmacy.name : `路人${number}`,
  caseCode: `（2026）藏0102执${number}号`,
  cardNum: id,
  courtName: '拉萨市城关区人民法院',
  partyTypeName: id === pharmacy.id ? '1' : '0',
  publishDate,
});

it('the corrected answer of a full list takes effect and removes nobody from the list, because it is only a part', async () => {
  const first = await connector.submit('court', [
    entry(1, pharmacy.id, '2026-03-02'),
    ...Array.from({ length: 9 }, (_, index) => entry(10 + index, '11010519491231002X', '2026-02-30')),
  ]);
  expect(first).toMatchObject({ accepted: 1, quarantined: 9 });
  const mended = (await answerTo(first.runId)).replaceAll('2026-02-30', '2026-02-28');
  const again = await connector.submit('court', utf8(mended));
  expect(again).toMatchObject({ status: 'completed', received: 9, unmatched: 9 });
  expect(await waiting('source=court')).toEqual([]);
  expect(connector.log()).not.toContain(`"runId":"${again.runId}","list"`);
  expect(await waiting('kind=removal')).toEqual([]);
});

it('a row that the sender corrected no longer waits for an officer, and names the row that corrected it', async () => {
  const wrong = [penalty(1, pharmacy, { CF_CFLB: '训斥' }), penalty(2, pharmacy, { CF_CFLB: '训诫' })];
  const run = await connector.submit('market-supervision', wrong);
  const mended = (await answerTo(run.runId)).replace('训斥', '警告');
  const again = await connector.submit('market-supervision', utf8(mended));
  expect(again).toMatchObject({ accepted: 1, quarantined: 1 });
  // What is still wrong waits in the run that sent it last, and the sender's next answer is about that run.
  expect(await waiting('source=market-supervision')).toMatchObject([{ id: `${again.runId}.2` }]);
  expect(await connector.client.call('GET', `/v1/quarantine/${run.runId}.2`)).toMatchObject({
    state: 'dismissed',
    decisions: [{ kind: 'replaced', said: { by: `${again.runId}.2` } }],
  });
  const early = await answerTo(run.runId);
  expect(JSON.parse(early)).toEqual([]);
  const shown = await connector.client.call('GET', `/v1/quarantine/${run.runId}.1`);
  expect(shown).toMatchObject({
    state: 'dismissed',
    decisions: [{ kind: 'mended', said: { by: `${again.runId}.1` } }],
  });
  const stranger = await connector.as('another agency');
  const copy = utf8((await answerTo(again.runId)).replace('训诫', '警告'));
  await stranger.follow(await stranger.submit('market-supervision', 'x', copy));
  expect(await waiting('source=market-supervision')).toHaveLength(1);
});

it('a row that contradicts a known record has no effect, and correcting it leaves none', async () => {
  const fined = (CF_NR_FK: string) => penalty(9, pharmacy, { CF_CFLB: '罚款', CF_NR: '罚款', CF_NR_FK });
  await connector.submit('market-supervision', [fined('0.05')]);
  const before = await connector.grade(asPharmacy);
  const wrong = await connector.submit('market-supervision', [fined('0.01')]);
  expect(wrong).toMatchObject({ quarantined: 1 });
  expect((await connector.grade(asPharmacy))['score']).toBe(before['score']);
  const mended = (await answerTo(wrong.runId)).replace('"0.01"', '"0.05"');
  expect(await connector.submit('market-supervision', utf8(mended))).toMatchObject({ duplicates: 1 });
  expect((await connector.grade(asPharmacy))['score']).toBe(before['score']);
});

it('undoing a correction that added nothing keeps the records that the sender sent meanwhile', async () => {
  const wrong = penalty(3, pharmacy, { CF_CFLB: '训斥' });
  const run = await connector.submit('market-supervision', [wrong]);
  const right = { ...wrong, CF_CFLB: '警告' };
  expect(await connector.submit('market-supervision', [right])).toMatchObject({ accepted: 1 });
  const id = `${run.runId}.1`;
  await decide(id, 'correction', { reason: '查阅决定书', values: { CF_CFLB: '警告' } });
  expect(await connector.client.call('GET', `/v1/feeds/runs/${run.runId}`)).toMatchObject({ duplicates: 1 });
  await decide(id, 'undo', { reason: '看错了' });
  const { withdrawn } = (await connector.file(asPharmacy)) as { withdrawn: { documentNumber: string }[] };
  expect(withdrawn.map(({ documentNumber }) => documentNumber)).not.toContain(right.CF_WSH);
});
