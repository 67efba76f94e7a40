import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allDeliveries } from '../../infra/cli/deliveries.ts';
import { upgrade } from '../../infra/cli/upgrade.ts';
import { changedCycles, verifyTable } from '../../infra/cli/verify.ts';
import { tableName } from '../../infra/local/names.ts';
import { policyOfTable } from '../../lib/application/wiring/intake-ports.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { createEvaluationStore } from '../../lib/store/evaluation-store.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openTable, text } from '../../lib/store/table.ts';
import type { CycleView } from '../../schemas/cycles.ts';
import type { TraceAnswer } from '../../schemas/trace.ts';
import { type Connector, startConnector, until } from '../support/connector.ts';
import { loadLayout, runsOf } from '../support/layout.ts';
import { answersOf, courtList, crime, daysPassed, isPublished, releases } from '../support/layout-content.ts';
import { doctor, everyone, hospital, patient, penalty, pharmacy, stranger } from '../support/records.ts';
import { unfold } from '../support/unfold.ts';

type Row = Record<string, unknown>;
type Answers = Record<'files' | 'grades' | 'runs', Record<string, Row>> &
  Record<'directory' | 'settlement', { entries: Row[]; tombstones: Row[] }>;

/** Rows that a run did not accept, with reason codes only, because messages may have been improved since. */
const reasonsOf = ({ answer }: Row): unknown =>
  (Array.isArray(answer) ? (answer as Row[]) : []).map((row) => [row['行号'], row['列'], row['原因代码']]);

const hourMilliseconds = 3_600_000;

/** Today's code on the data of each released layout, an hour later. */
describe.each(releases)('on data of release %s', (release) => {
  const folder = join(import.meta.dirname, '../fixtures/layouts', release);
  const before = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Answers;
  let connector: Connector;
  beforeAll(async () => {
    connector = await startConnector(
      {},
      {
        fill: (dataDir) => loadLayout(folder, dataDir),
        milliseconds: daysPassed[release] * 24 * hourMilliseconds + hourMilliseconds,
      },
    );
  });
  afterAll(() => connector?.stop());

  const proved = async () => {
    const table = openTable(tableName, new DynamoDBClient({}));
    const policy = await policyOfTable({ env: {} }, table);
    const totals = await verifyTable(createFolderStore(table), { policy });
    return { ...totals, cycles: await changedCycles(createEvaluationStore(table)) };
  };
  const inDirectory = async (id: string): Promise<Row | undefined> =>
    (await connector.receiver('directory')).entries.find((row) => (row['uscc'] ?? row['certNo']) === id);

  const traceOf = async (id: string): Promise<TraceAnswer> =>
    (await connector.client.call('POST', '/v1/traces', {
      receiver: 'directory',
      recordId: (await inDirectory(id))?.['recordId'],
      reason: 'test',
    })) as TraceAnswer;

  it('the connector is up', async () => {
    expect((await fetch(`${connector.apiUrl}/health`)).status).toBe(200);
  });

  it('files and grades are unchanged, and nothing is delivered again', async () => {
    await connector.untilInSync();
    const now = (await answersOf(connector, runsOf(folder))) as Answers;
    expect(now.files).toMatchObject(before.files);
    expect(now.grades).toMatchObject(before.grades);
    expect(Object.values(now.runs).map(({ run }) => run)).toEqual(
      Object.values(before.runs).map(({ run }) => run),
    );
    expect(Object.values(now.runs).map(reasonsOf)).toEqual(Object.values(before.runs).map(reasonsOf));
    expect(now.directory).toEqual(before.directory);
    expect(now.settlement).toEqual(before.settlement);
  });

  it('every sheet is proved', async () => {
    const { files, sheets, bare, findings, cycles } = await proved();
    expect([findings, cycles]).toEqual([[], []]);
    expect(files).toBeGreaterThanOrEqual(7);
    expect(bare).toBe(isPublished(release) ? 0 : sheets);
    expect(sheets).toBeGreaterThanOrEqual(10);
  });

  it('the entries of receivers are traced to the rows of that time', async () => {
    for (const { recordId, version } of before.directory.entries) {
      const found = (await connector.client.call('POST', '/v1/traces', {
        receiver: 'directory',
        recordId,
        reason: 'test',
      })) as TraceAnswer;
      expect(found.message.version).toBe(version);
      expect(found.identity.length).toBeGreaterThan(0);
      for (const { object, sha256 } of found.files) expect([object?.key, sha256]).not.toContain(undefined);
    }
  });

  it('a decision known then is a duplicate now, and new ones are taken on top', async () => {
    expect(await connector.submit('medical-insurance', [crime])).toMatchObject({
      duplicates: 1,
      accepted: 0,
    });
    const [suspension] = before.settlement.entries.filter(({ certno }) => certno === patient.id);
    expect(suspension).toBeDefined();
    await connector.submit('medical-insurance', [{ ...crime, status: '撤销', decidedOn: '2026-06-02' }]);
    await connector.untilInSync();
    const { entries, tombstones, violations } = await connector.receiver('settlement');
    expect(entries.map(({ certno }) => certno)).not.toContain(patient.id);
    const lifted = tombstones.find(({ suspensionId }) => suspensionId === suspension?.['suspensionId']);
    expect(Number(lifted?.['version'])).toBeGreaterThan(Number(suspension?.['version']));
    expect(violations).toEqual([]);
    const entryBefore = before.directory.entries.find((row) => row['certNo'] === patient.id);
    expect(Number((await inDirectory(patient.id))?.['version'])).toBeGreaterThan(
      Number(entryBefore?.['version']),
    );
  });

  it('a record that waited for its subject finds it', async () => {
    await connector.submit('registry', [
      { category: 'pharmacy', scheme: 'uscc', ...stranger, division: '540102' },
    ]);
    const file = { scheme: 'uscc', id: stranger.id, category: 'pharmacy' } as const;
    await until('the penalty has found its subject', async () => {
      const { dishonesty } = (await connector.file(file)) as { dishonesty: Row[] };
      return dishonesty.some(({ documentNumber }) => documentNumber === '藏市监处罚〔2026〕2号');
    });
    const [runId, { run }] = Object.entries(before.runs).find(
      ([, one]) => (one['run'] as Row)['unmatched'] === 1,
    ) ?? ['', {}];
    const { accepted } = run as { accepted: number };
    await until('its run counts it', async () => {
      const counted = (await connector.client.call('GET', `/v1/feeds/runs/${runId}`)) as Row;
      return counted['accepted'] === accepted + 1 && counted['unmatched'] === 0;
    });
  });

  it('a row that waited for a person is corrected, of the first release once its file is sent again', async () => {
    const waiting = async () =>
      (
        (await connector.client.call(
          'GET',
          '/v1/quarantine?source=market-supervision&reason=unmapped-kind',
        )) as { items: { id: string }[] }
      ).items;
    if (release === '1-receivers') {
      expect(await waiting()).toEqual([]);
      for (const [runId, { run }] of Object.entries(before.runs).filter(
        ([, { run }]) => (run as Row)['quarantined'] !== 0,
      ))
        await connector.submit(
          (run as { source: 'market-supervision' }).source,
          new Uint8Array(readFileSync(join(folder, 'objects/runs', runId))),
        );
    }
    const [item] = await waiting();
    const values = { CF_CFLB: '警告' };
    await connector.client.call('POST', `/v1/quarantine/${item?.id}/correction`, {
      reason: '等同警告',
      values,
    });
    const { dishonesty } = (await connector.file({
      scheme: 'uscc',
      id: pharmacy.id,
      category: 'pharmacy',
    })) as { dishonesty: Row[] };
    expect(dishonesty.map(({ documentNumber }) => documentNumber)).toContain('藏市监处罚〔2026〕5号');
  });

  it('a whole list is compared with the one before it', async () => {
    const { runId } = await connector.submit('court', courtList());
    await until('the list is compared', () => connector.log().includes(`"runId":"${runId}","list"`));
    const { items } = (await connector.client.call('GET', '/v1/quarantine?kind=removal')) as { items: Row[] };
    expect(items).toHaveLength(release === '1-receivers' ? 0 : 3);
  });

  it('what is stored one by one goes into slots, and no file changes', async () => {
    const on = { CF_JDRQ: isPublished(release) ? '2027-01-02' : '2026-03-02' };
    const many = Array.from({ length: 41 }, (_, at) => penalty(300 + at, pharmacy, on));
    await connector.submit('market-supervision', many.slice(0, 40));
    const table = openTable(tableName, new DynamoDBClient({}));
    const folds = await table.scan({
      FilterExpression: 'begins_with(sk, :fold)',
      ExpressionAttributeValues: { ':fold': text('FOLD#') },
    });
    const party = folds.items[0]?.['pk']?.S?.slice(2) as PartyKey;
    await unfold(party, table);
    const filesOf = async () => [...(await createFolderStore(table).readFiles(party)).values()];
    const files = await filesOf();
    const lines: string[] = [];
    const said = { client: connector.client, print: (line: string) => lines.push(line) };
    expect(await upgrade({ ...said })).toBe(1);
    expect(await upgrade({ ...said, reason: '新版本' })).toBe(0);
    expect(lines).toEqual([
      'No upgrade was started yet.',
      expect.stringMatching(/^finished /),
      expect.stringMatching(
        /^16 of 16 shards, .* parties; moved: 4\d decisions, \d+ links of 1 institutions$/,
      ),
    ]);
    expect(await filesOf()).toEqual(files);
    const whole = await createFolderStore(table).readFolder(party);
    const condensed = await createFolderStore(table).readCondensed(party);
    expect(whole.facts.length - condensed.facts.length).toBeGreaterThanOrEqual(40);
    const again = await connector.submit('market-supervision', many.slice(39));
    expect(again).toMatchObject({ duplicates: 1, accepted: 1 });
    expect((await proved()).findings).toEqual([]);
    expect(await upgrade({ ...said, reason: '再次' })).toBe(0);
    expect(lines.at(-1)).toContain('moved: 0 decisions, 0 links of 0 institutions');
  });

  it('the next evaluation runs, and every sheet is proved after all that', async () => {
    const year = isPublished(release) ? 2027 : 2026;
    const penalties = [penalty(20, hospital, { CF_JDRQ: `${year}-01-05` })];
    await connector.submit('market-supervision', penalties);
    connector.pass(isPublished(release) ? 365 : 200);
    const second = await connector.as('second-officer');
    const untilPhase = (phase: CycleView['phase']) =>
      until(`the evaluation is in ${phase}`, async () => {
        const cycle = (await connector.client.call('GET', `/v1/cycles/${year}`)) as CycleView;
        return cycle.phase === phase;
      });
    await connector.client.call('POST', `/v1/cycles/${year}/evaluation`);
    await untilPhase('review');
    await second.call('POST', `/v1/cycles/${year}/release`, { rehearsal: 1, reason: '已核对' });
    await untilPhase('published');
    await connector.untilInSync();
    expect(await connector.grade({ scheme: 'resident-id', ...doctor, category: 'doctor' })).toMatchObject({
      cycle: year,
      state: 'published',
    });
    const { findings, published, cycles } = await proved();
    expect([findings, cycles]).toEqual([[], []]);
    expect(published).toBeGreaterThanOrEqual(everyone.length);
    expect((await connector.receiver('directory')).violations).toEqual([]);
  });

  it('a fact that a newer release wrote stops its own file, and no other', async () => {
    const { file } = await traceOf(hospital.id);
    const party = file.subject.split('.')[1] as PartyKey;
    const fact = { type: 'of-the-future', key: 'Z.1', origin: {} } as never;
    await createFolderStore(openTable(tableName, new DynamoDBClient({}))).addFact(party, fact);
    const entryBefore = await inDirectory(hospital.id);
    const bytes = new TextEncoder().encode(
      JSON.stringify([penalty(40, hospital, { CF_CFLB: '吊销许可证件' })]),
    );
    await connector.client.submit('market-supervision', 'file', bytes);
    await until('it is refused', () => connector.log().includes('data-newer'));
    const year = connector.today().slice(0, 4);
    const crimes = [{ ...crime, documentNumber: `藏医保查〔${year}〕90号`, decidedOn: `${year}-01-02` }];
    await connector.submit('medical-insurance', crimes);
    await connector.untilInSync();
    expect((await inDirectory(patient.id))?.['grade']).toBe('E');
    expect(await inDirectory(hospital.id)).toEqual(entryBefore);
  });
});

describe('on a table that was restored to an earlier instant', () => {
  const folder = join(import.meta.dirname, '../fixtures/layouts/3-evaluation');
  let connector: Connector;
  /** Makes a receiver's entries newer: other content was delivered after that instant, seven versions on. */
  const deliveredSince = (dataDir: string, name: string, change: object): void => {
    const path = join(dataDir, name, `${name}.ndjson`);
    const rows = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    const later = rows
      .map((row) => JSON.parse(row) as { version: number })
      .map((row) => JSON.stringify({ ...row, version: row.version + 7, ...change }));
    appendFileSync(path, `${later.join('\n')}\n`);
  };
  beforeAll(async () => {
    connector = await startConnector(
      {},
      {
        async fill(dataDir) {
          await loadLayout(folder, dataDir);
          deliveredSince(dataDir, 'directory', { grade: 'B', state: 'published' });
          deliveredSince(dataDir, 'settlement', { reason: 'later' });
        },
        milliseconds: daysPassed['3-evaluation'] * 24 * hourMilliseconds + hourMilliseconds,
      },
    );
  });
  afterAll(() => connector?.stop());

  it('a reconciliation makes receivers equal to the table, although their versions are newer', async () => {
    const before = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as Answers;
    for (const receiver of ['directory', 'settlement'] as const) {
      const ahead = await connector.receiver(receiver);
      await connector.client.call('POST', `/v1/receivers/${receiver}/reconciliation`);
      await until('it is reconciled', () => connector.log().includes(`"receiver":"${receiver}","compared"`));
      await connector.untilInSync();
      const { entries, violations } = await connector.receiver(receiver);
      expect(violations).toEqual([]);
      const plain = (rows: readonly Row[]) =>
        rows
          .map(({ recordId, suspensionId, grade, reason }) => [recordId ?? suspensionId, grade, reason])
          .sort();
      expect(plain(entries)).toEqual(plain(before[receiver].entries));
      for (const [index, { version }] of entries.entries())
        expect(version).toBeGreaterThan(Number(ahead.entries[index]?.['version']));
    }
    expect(await allDeliveries(connector.client, { state: 'given-up' })).toEqual([]);
  });
});
