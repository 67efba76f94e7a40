import { createPublicKey } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LedgerLine, lineOf } from '../../lib/ledger/line.ts';
import { deliveredBy, fingerprintOf, proveLedger } from '../../lib/ledger/prove.ts';
import type { GradeChange } from '../../schemas/ledger.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { onLocalHost } from '../support/on-local-host.ts';
import { boss, doctor, finding, nurse, patient, pharmacy, registry } from '../support/records.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startConnector({ ANCHOR_LIMIT_MINUTES: '1' });
  await connector.submit('registry', registry);
  await connector.untilInSync();
});
afterAll(() => connector.stop());

type Page = { changes: GradeChange[]; next: string };
const changes = async (after?: string) =>
  (await connector.client.call('GET', `/v1/grades/changes${after ? `?after=${after}` : ''}`)) as Page;
const exported = async (): Promise<LedgerLine[]> => {
  const token = await connector.token('exporter', 'audit:read');
  const headers = { authorization: `Bearer ${token}` };
  const text = await (await fetch(`${connector.apiUrl}/v1/ledger`, { headers })).text();
  return text
    .split('\n')
    .filter(Boolean)
    .map((text) => {
      const line = lineOf(text);
      if (!line) throw new Error(`no line of an export: ${text}`);
      return line;
    });
};
const keyPath = () => join(connector.dataDir, 'ledger-key.pem');
const fingerprint = () => {
  const key = createPublicKey(readFileSync(keyPath())).export({ format: 'der', type: 'spki' });
  return fingerprintOf(key.toString('base64'));
};
const atDirectory = async (id: string): Promise<unknown> =>
  (await connector.receiver('directory')).entries.find(
    ({ certNo, category }) => certNo === id && category === 'insured-person',
  )?.['grade'];
const gradeOf = async (one: typeof patient): Promise<unknown> =>
  (await connector.grade({ scheme: 'resident-id', category: 'insured-person', ...one }))['grade'];
const veto = (number: number, one: typeof patient, status?: string) =>
  finding(number, { category: 'insured-person', ...one }, 'ip.crime', status ? { status } : {});

describe('the change feed', () => {
  let after = '';
  it('has every grade once, of institutions with their name, of people with their record alone', async () => {
    const page = await changes();
    expect(page.changes).toHaveLength(registry.length);
    const shop = page.changes.find(({ category }) => category === 'pharmacy');
    expect(shop).toMatchObject({ id: pharmacy.id, name: pharmacy.name, grade: 'A', operation: 'I' });
    const people = page.changes.filter(({ category }) => category === 'insured-person');
    expect(people.every(({ id, name }) => id === undefined && name === undefined)).toBe(true);
    expect(JSON.stringify(page)).not.toContain(patient.id);
    after = page.next;
    expect(await changes(after)).toMatchObject({ changes: [], next: after });
  });

  it('ends with the grade in force when one was entered while the directory was down, and taken back', async () => {
    const { recordId } = await connector.grade({
      scheme: 'resident-id',
      category: 'insured-person',
      ...patient,
    });
    const last = async () =>
      (await changes(after)).changes.filter((change) => change.recordId === recordId).at(-1)?.grade;
    await connector.fault('directory', 'refuse', 60);
    await connector.submit('medical-insurance', [veto(30, patient)]);
    await until('the change is there', async () => (await last()) === 'E');
    await connector.submit('medical-insurance', [veto(30, patient, '撤销')]);
    await connector.fault('directory', 'ok');
    await connector.untilInSync();
    const inForce = await gradeOf(patient);
    expect(inForce).not.toBe('E');
    expect(await last()).toBe(inForce);
    expect(await atDirectory(patient.id)).toBe(inForce);
    after = (await changes(after)).next;
  });

  it('identifies a person by the record id that a lawful query returned', async () => {
    const { recordId } = await connector.grade({
      scheme: 'resident-id',
      category: 'insured-person',
      ...patient,
    });
    await connector.submit('medical-insurance', [veto(1, patient)]);
    await connector.untilInSync();
    const page = await changes(after);
    expect(page.changes).toMatchObject([{ recordId, grade: 'E', operation: 'U' }]);
    after = page.next;
  });

  it('continues while the directory is down, and repeats nothing when it is back', async () => {
    await connector.fault('directory', 'refuse', 60);
    for (const number of [2, 3, 4, 5, 6]) {
      await connector.submit('medical-insurance', [veto(number, doctor), veto(number + 20, patient, '撤销')]);
    }
    await until('the change is there', async () =>
      (await changes(after)).changes.some(({ grade }) => grade === 'E'),
    );
    await connector.fault('directory', 'ok');
    await connector.untilInSync();
    const page = await changes(after);
    expect(new Set(page.changes.map(({ changeId }) => changeId)).size).toBe(page.changes.length);
    after = page.next;
  });

  it('refuses what is no cursor', async () => {
    const cursor = (text: string) => Buffer.from(text).toString('base64url');
    // After the last batch, after the last entry of one, before the first: no answer contained these cursors.
    for (const text of ['999.1', '1.99', '0.1', '2.0'])
      expect(await refusalOf(changes(cursor(text))), text).toBe('400 bad-cursor');
    expect(await refusalOf(changes('xyz'))).toBe('400 bad-cursor');
    expect(await refusalOf(connector.client.call('GET', '/v1/grades/changes?limit=0'))).toBe('400 bad-limit');
  });
});

describe('the ledger', () => {
  // Uses the key file of one machine. On a deployed stack the key never leaves the key service.
  onLocalHost('is proved offline: what the directory holds is what was signed', async () => {
    await until('all is signed', async () => {
      const proof = proveLedger(await exported(), fingerprint());
      return proof.anchoredTo === proof.batches;
    });
    const proof = proveLedger(await exported(), fingerprint());
    expect(proof.faults).toEqual([]);
    const { entries } = await connector.receiver('directory');
    expect(entries.length).toBeGreaterThan(5);
    for (const row of entries) {
      const delivered = deliveredBy(proof, String(row['recordId']), '9999');
      expect(delivered?.entry).toMatchObject({ grade: row['grade'], version: row['version'] });
      expect(delivered?.anchoredAt).toBeDefined();
    }
  });

  // Removes the key file. alarms.test.ts does so on the deployed stack.
  onLocalHost('that cannot be signed stops publication, which resumes by itself', async () => {
    renameSync(keyPath(), `${keyPath()}.away`);
    await connector.submit('medical-insurance', [veto(40, boss)]);
    await connector.untilInSync();
    connector.pass(1);
    await connector.submit('medical-insurance', [veto(42, nurse)]);
    await until('publication is stopped', () => connector.log().includes('publication.stopped'));
    expect(await gradeOf(nurse)).toBe('E');
    expect(await atDirectory(nurse.id)).toBeUndefined();
    renameSync(`${keyPath()}.away`, keyPath());
    await connector.untilInSync();
    expect(await atDirectory(nurse.id)).toBe('E');
  });
});
