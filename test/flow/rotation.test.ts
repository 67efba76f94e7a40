import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import { localIssuer } from '../../infra/cli/local-issuer.ts';
import { changedCycles, verifyTable } from '../../infra/cli/verify.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { residentIdCheck } from '../../lib/shared/identifiers.ts';
import { createEvaluationStore } from '../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { sealedPlaces } from '../../lib/store/sealed-places.ts';
import { openTable } from '../../lib/store/table.ts';
import { scannedPdf } from '../support/attachment-files.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { handIn } from '../support/evidence.ts';
import { onePerKind, withByteChanged } from '../support/planted.ts';
import {
  defaulter,
  doctor,
  finding,
  hospital,
  otherDefaulters,
  patient,
  penalty,
  pharmacy,
  registry,
} from '../support/records.ts';
import { beginRotation, endRotation, passMinutes, rotationOf } from '../support/rotate.ts';
import { sealedKinds } from '../support/sealed.ts';
import { sheetTexts } from '../support/storage.ts';

/** A bureau's year in which the data key is replaced. Meanwhile the connector is stopped half-way and files come in. */
let connector: Connector;
let attachmentId = '';
let objectionId = '';
let rowId = '';
let listed = { runId: '', removal: '' };

const people = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const body = `54010219${String(60 + Math.floor((from + index) / 1000))}0312${String((from + index) % 1000).padStart(3, '0')}`;
    return {
      category: 'insured-person',
      scheme: 'resident-id',
      id: body + residentIdCheck(body),
      name: `测试人${from + index}`,
    };
  });
const [early, late] = [people(0, 400), people(1000, 400)];

const call = (method: string, path: string, body?: object, by: Client = connector.client) =>
  by.call(method, path, body) as Promise<Record<string, unknown> & { id: string }>;
const rotation = () => rotationOf(connector);
const rotate = () => beginRotation(connector);
const waiting = async (query: string) =>
  ((await call('GET', `/v1/quarantine?${query}`))['items'] as { id: string }[])[0]?.id ?? '';
async function submitList(...entries: object[]): Promise<string> {
  const { runId } = await connector.submit('court', [...otherDefaulters, ...entries]);
  await until('the list is compared', () => connector.log().includes(`"runId":"${runId}","list"`));
  return runId;
}

/** One value of every kind that is sealed. */
beforeAll(async () => {
  connector = await startConnector();
  await connector.submit('registry', registry);
  attachmentId = await handIn(connector);
  await connector.submit('market-supervision', [penalty(1, pharmacy, { CF_CFLB: '警告；加倍警告' })]);
  rowId = await waiting('source=market-supervision&reason=unmapped-kind');
  await call('POST', `/v1/quarantine/${rowId}/dismissal`, { reason: '口误' });
  await submitList(defaulter(1, pharmacy));
  connector.pass(7);
  listed = { runId: await submitList(), removal: await waiting('kind=removal&source=court') };
  await call('POST', `/v1/quarantine/${listed.removal}/dismissal`, { reason: '已核实' });
  await connector.submit('medical-insurance', [
    finding(1, { category: 'pharmacy', ...pharmacy }, 'ph.penalty-closure', { count: 2 }),
    finding(2, { category: 'medical-institution', ...hospital }, 'mi.recovered-share', { value: '3.5' }),
    finding(3, { category: 'doctor', ...doctor }, 'dr.administrative-penalty', { count: 2 }),
    finding(4, { category: 'insured-person', ...patient }, 'ip.crime'),
    // So many that further ones go into slots.
    ...Array.from({ length: 40 }, (_, at) =>
      finding(100 + at, { category: 'medical-institution', ...hospital }, 'mi.interview', { count: 1 }),
    ),
  ]);
  await connector.untilInSync();
  const objection = await call(
    'POST',
    '/v1/objections',
    {
      subject: { scheme: 'resident-id', id: patient.id, category: 'insured-person' },
      applicant: { capacity: 'self', scheme: 'resident-id', id: patient.id, name: patient.name },
      grounds: '不服',
      decisions: [{ documentNumber: '藏医保查〔2026〕4号', authority: '西藏自治区医疗保障局' }],
      attachments: [attachmentId],
    },
    await connector.as('first', 'casework:write'),
  );
  objectionId = objection.id;
  await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' });
  const directoryEntry = (await connector.receiver('directory')).entries.find(
    ({ uscc }) => uscc === pharmacy.id,
  );
  await call('POST', '/v1/traces', {
    receiver: 'directory',
    recordId: directoryEntry?.['recordId'],
    reason: '核对',
  });
  await call('POST', '/v1/subscriptions', { url: 'http://127.0.0.1:9/', purpose: 'supervision' });
  connector.pass(200);
  await call('POST', '/v1/cycles/2026/evaluation');
  await until('it is rehearsed', async () => (await call('GET', '/v1/cycles/2026'))['phase'] === 'review');
  await connector.submit('registry', early);
  await connector.untilInSync();
}, 120_000);
afterAll(() => connector.stop());

const table = () => openTable(connector.table.name, connector.table.client);
const proved = async (only?: PartyKey) => {
  const totals = await verifyTable(createFolderStore(table()), { policy: policyOf({ env: {} }), only });
  return { ...totals, changed: await changedCycles(createEvaluationStore(table())) };
};

it('every place where something is sealed has a value here, and there is no other place', async () => {
  const kinds = (await sealedKinds(connector.dataDir)).get(1);
  expect([...(kinds ?? [])].sort()).toEqual(
    ['object', ...sealedPlaces.map(({ pk, sk }) => `${pk} ${sk}`)].sort(),
  );
});

it('a rotation is begun once, by somebody who may, and says who and when', async () => {
  expect(await rotation()).toMatchObject({ current: 1, state: 'none', keys: [{ number: 1 }] });
  const bystander = await connector.as('bystander', 'grades:read');
  expect(await refusalOf(call('POST', '/v1/keys/rotation', { reason: 'x' }, bystander))).toBe(
    '403 scope-missing',
  );
  const begun = await rotate();
  expect(begun).toMatchObject({
    current: 2,
    state: 'waiting',
    done: 0,
    startedBy: 'tests',
    reason: '例行更换',
  });
  expect(await refusalOf(rotate())).toBe('409 rotation-running');
});

it('continues where it was when the connector is stopped half-way, while files come in', async () => {
  passMinutes(connector, 2);
  const records = new TextEncoder().encode(JSON.stringify(late));
  const runId = await connector.client.submit('registry', 'late', records);
  await until('something is sealed anew', async () => (await rotation()).done > 0);
  connector = await startConnector({}, await connector.halt());
  const half = await rotation();
  expect(half.state).toBe('resealing');
  passMinutes(connector, 2);
  expect(await connector.client.follow(runId)).toMatchObject({ received: 400, accepted: 400 });
  await endRotation(connector);
  const done = await rotation();
  expect(done).toMatchObject({ state: 'finished', remaining: 0, unreadable: 0 });
  expect(done.done).toBeGreaterThan(half.done);
  expect(done.keys[0]).toMatchObject({ number: 1, retiredAt: done.finishedAt });
  expect(done.keys[1]).toEqual({ number: 2 });
}, 120_000);

it('leaves nothing that the old key sealed, and keeps that key', async () => {
  const kinds = await sealedKinds(connector.dataDir);
  expect([...kinds.keys()]).toEqual([2]);
  expect(kinds.get(2)?.size).toBe(sealedPlaces.length + 1);
  const path = join(connector.dataDir, 'keys.json');
  const { dataKeys } = JSON.parse(readFileSync(path, 'utf8')) as { dataKeys: object };
  expect(Object.keys(dataKeys)).toEqual(['1', '2']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it('leaves every sheet proved and every digest as it was', async () => {
  expect(await proved()).toMatchObject({ findings: [], changed: [] });
});

it('leaves everything readable, and loses nobody who came in meanwhile', async () => {
  for (const one of [early[0], early[399], late[0], late[200], late[399]]) {
    const asked = { scheme: 'resident-id', id: one?.id ?? '', category: 'insured-person' } as const;
    expect(await connector.grade({ ...asked, name: one?.name ?? '' })).toMatchObject({ status: 'graded' });
  }
  const file = await connector.file({ scheme: 'uscc', id: pharmacy.id, category: 'pharmacy' });
  expect(JSON.stringify(file)).toContain(pharmacy.name);
  const token = await (await localIssuer()).sign({ agency: 'first', scope: 'casework:write' });
  const attachment = await fetch(`${connector.apiUrl}/v1/attachments/${attachmentId}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(Buffer.from(await attachment.arrayBuffer())).toEqual(scannedPdf);
  expect(attachment.headers.get('content-disposition')).toContain('scan.pdf');
  const officer = await connector.as('first', 'casework:write');
  expect(await call('GET', `/v1/objections/${objectionId}`, undefined, officer)).toMatchObject({
    grounds: '不服',
  });
  expect(await call('GET', `/v1/quarantine/${rowId}`)).toMatchObject({ decisions: [{ said: {} }] });
  expect(await call('GET', `/v1/feeds/runs/${listed.runId}`)).toMatchObject({ file: { name: 'file' } });
  const cycle = (await call('GET', '/v1/cycles/2026')) as unknown as { report: { largestMoves: object[] } };
  expect(cycle.report.largestMoves[0]).toHaveProperty('name');
});

it('a changed byte shows in what was sealed anew as in anything else', async () => {
  const planted = await onePerKind(connector.table);
  for (const kind of ['P FACT R', 'P FACT O', 'P FILE']) {
    const item = planted.get(kind);
    expect(item, kind).toBeDefined();
    await table().put(withByteChanged(item ?? {}, 0.5));
    const party = item?.['pk']?.S?.slice(2) as PartyKey;
    expect((await proved(party)).findings, kind).not.toEqual([]);
    await table().put(item ?? {});
    expect((await proved(party)).findings).toEqual([]);
  }
});

it('the table alone shows whether a leaked text is the pepper, and no sheet contains a key of a subject', async () => {
  const compare = (text: string): number | null => {
    const leaked = join(connector.dataDir, 'leaked.txt');
    writeFileSync(leaked, `${text}\n`);
    const args = ['infra/cli/pepper.ts', 'compare', leaked, '--data-dir', connector.dataDir];
    return spawnSync(process.execPath, args, { encoding: 'utf8' }).status;
  };
  const { pepper } = JSON.parse(readFileSync(join(connector.dataDir, 'keys.json'), 'utf8')) as {
    pepper: string;
  };
  expect(compare(pepper)).toBe(1);
  expect(compare('another secret')).toBe(0);
  const { parties } = await createFolderStore(table()).scanParties({ shard: 0, shards: 1, limit: 5000 });
  const sheets = await sheetTexts(connector.table);
  expect(sheets.length).toBeGreaterThan(10);
  expect(parties.filter((party) => sheets.some((text) => text.includes(party)))).toEqual([]);
});

it('does not retire a key while a value does not open; the next rotation does after the value is repaired', async () => {
  const item = (await onePerKind(connector.table)).get('P FACT O') ?? {};
  await table().put({ ...item, body: { B: (item['body']?.B ?? new Uint8Array()).slice(0, -8) } });
  await rotate();
  await endRotation(connector);
  expect(await rotation()).toMatchObject({ current: 3, state: 'incomplete', remaining: 1, unreadable: 1 });
  expect((await rotation()).keys[1]).toEqual({ number: 2 });
  await table().put(item);
  await rotate();
  await endRotation(connector);
  expect(await rotation()).toMatchObject({ current: 4, state: 'finished', unreadable: 0 });
  expect((await rotation()).keys.filter(({ retiredAt }) => retiredAt).map(({ number }) => number)).toEqual([
    1, 2, 3,
  ]);
  expect([...(await sealedKinds(connector.dataDir)).keys()]).toEqual([4]);
  expect(await proved()).toMatchObject({ findings: [], changed: [] });
}, 120_000);
