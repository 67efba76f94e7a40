import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Source } from '../../lib/shared/source.ts';
import type { TraceAnswer, TracedRow } from '../../schemas/trace.ts';
import { type Connector, refusalOf, startConnector, until } from '../support/connector.ts';
import { utf8 } from '../support/feed-file.ts';
import { inEveryFormat } from '../support/formats.ts';
import { mergedSheet } from '../support/penalty-sheet.ts';
import {
  boss,
  doctor,
  everyone,
  finding,
  hospital,
  nurse,
  patient,
  pharmacy,
  registry,
} from '../support/records.ts';

/** A file that was sent, and the content of a row by its number, read without the product's code. */
interface Sent {
  readonly bytes: Uint8Array;
  rowText(row: number): string;
}
const sent = new Map<string, Sent>();

const lineAt = (text: string) => (row: number) => text.split(/\r?\n/)[row - 1] ?? '';
const recordAt = (text: string) => (row: number) => JSON.stringify((JSON.parse(text) as object[])[row - 1]);
function sheetRowAt(bytes: Uint8Array): (row: number) => string {
  const parts = unzipSync(bytes);
  const xml = Buffer.from(parts['xl/worksheets/sheet1.xml'] ?? []).toString();
  return (row) => new RegExp(`<row[^>]*r="${row}"[^>]*>(.*?)</row>`, 's').exec(xml)?.[1] ?? '';
}

let connector: Connector;

async function send(source: Source, bytes: Uint8Array, rowText: Sent['rowText']): Promise<void> {
  sent.set(createHash('sha256').update(bytes).digest('hex'), { bytes, rowText });
  const run = await connector.submit(source, bytes);
  expect(run).toMatchObject({ status: 'completed', quarantined: 0 });
}

const table = (records: readonly object[]): string[][] => {
  const header = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return [
    header,
    ...records.map((record) =>
      header.map((name) => String(Object.entries(record).find(([key]) => key === name)?.[1] ?? '')),
    ),
  ];
};

const crime = finding(2, { category: 'insured-person', ...patient }, 'ip.crime');

beforeAll(async () => {
  connector = await startConnector();
  const staff = utf8(JSON.stringify(registry));
  await send('registry', staff, recordAt(JSON.stringify(registry)));
  const penalties =
    inEveryFormat['CSV with commas']?.(
      mergedSheet([
        { ...hospital, documentNumber: '藏市监处罚〔2026〕7号' },
        {
          ...pharmacy,
          documentNumber: '藏市监处罚〔2026〕8号',
          kinds: '罚款',
          content: '罚款人民币壹万伍仟元整',
          fine: '1.5',
        },
      ]),
    ) ?? new Uint8Array();
  await send('market-supervision', penalties, lineAt(Buffer.from(penalties).toString()));
  const findings = [
    finding(1, { category: 'doctor', ...doctor }, 'dr.complaint', { count: 2 }),
    crime,
    finding(3, { category: 'nurse', ...nurse }, 'nu.fraud-conviction'),
    finding(4, { category: 'insured-person', ...boss }, 'ip.unpaid-copayment'),
  ];
  const workbook = inEveryFormat['XLSX']?.(table(findings)) ?? new Uint8Array();
  await send('medical-insurance', workbook, sheetRowAt(workbook));
  await connector.untilInSync();
});
afterAll(() => connector.stop());

const trace = async (question: object): Promise<TraceAnswer> =>
  (await connector.client.call('POST', '/v1/traces', { reason: 'test', ...question })) as TraceAnswer;

const recordOf = async (category: string): Promise<string> => {
  const { entries } = await connector.receiver('directory');
  return String(entries.find((row) => row['category'] === category)?.['recordId']);
};

/** The row of the sent file contains the word, and the bytes in the bucket are that file. */
async function expectRow(row: TracedRow, word: string, { files }: TraceAnswer): Promise<void> {
  const file = files.find(({ run }) => run === row.run);
  const original = sent.get(row.fileSha256);
  expect(original?.rowText(row.row), `row ${row.row}`).toContain(word);
  const { client, bucket } = connector.feeds;
  expect(file).toMatchObject({ sha256: row.fileSha256, source: row.source, object: { bucket } });
  const { key, version } = file?.object ?? {};
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: key, ...(version && { VersionId: version }) }),
  );
  expect(
    Buffer.from((await Body?.transformToByteArray()) ?? []).equals(Buffer.from(original?.bytes ?? [])),
  ).toBe(true);
}

/**
 * Everything that a trace names is found in the sent files.
 * @returns how many rows
 */
async function expectEveryRow(found: TraceAnswer, id: string): Promise<number> {
  expect(found.unknown).toEqual([]);
  expect(found.identity.length).toBeGreaterThan(0);
  for (const { origin } of found.identity) await expectRow(origin, id, found);
  for (const { documentNumber, statements } of found.decisions)
    for (const { origin } of statements) await expectRow(origin, documentNumber, found);
  return found.identity.length + found.decisions.flatMap(({ statements }) => statements).length;
}

/** Runs the command as an operator does. */
async function run(...args: string[]): Promise<{ status: unknown; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../infra/cli/trace.ts'), ...args]);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: (await ended)[0], stdout, stderr };
}

describe('a trace', () => {
  it('leads from every row of the directory to the very rows of the files that were sent', async () => {
    const { entries } = await connector.receiver('directory');
    expect(entries).toHaveLength(7);
    let rows = 0;
    for (const row of entries) {
      const found = await trace({ receiver: 'directory', recordId: row['recordId'] });
      const { message, lines, sheet } = found;
      expect(message).toMatchObject({
        version: row['version'],
        kind: row['operation'],
        grade: row['grade'],
        sanctions: row['sanctions'],
        delivery: 'settled',
        acknowledgedAt: expect.stringMatching(/^2026-06-30T/),
        ledger: { batch: expect.any(Number), rowSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
      expect(sheet?.grade).toBe(row['grade']);
      expect(
        lines
          .flatMap(({ causes }) => causes)
          .map(({ fact }) => fact)
          .sort(),
      ).toEqual(expect.arrayContaining(found.decisions.map(({ fact }) => fact)));
      const { version } = message;
      const then = await trace({ receiver: 'directory', recordId: row['recordId'], version });
      expect(then).toMatchObject({
        message: { ...message, ledger: { rowSha256: message.ledger?.rowSha256 } },
      });
      expect(then.sheet?.grade).toBe(row['grade']);
      await expectEveryRow(then, String(row['uscc'] ?? row['certNo']));
      rows += await expectEveryRow(found, String(row['uscc'] ?? row['certNo']));
    }
    expect(rows).toBeGreaterThanOrEqual(13);
  });

  it('leads from every suspension to the decision it follows from', async () => {
    const { entries } = await connector.receiver('settlement');
    // That of the insured person; the services of staff are stopped when the grade is published.
    expect(entries).toHaveLength(1);
    for (const { suspensionId, version, kind, begndate, certno } of entries) {
      const found = await trace({ receiver: 'settlement', suspensionId });
      expect(found.message).toMatchObject({
        kind: 'put',
        version,
        delivery: 'settled',
        sanctions: [{ kind, from: begndate }],
      });
      const [sanction] = found.sanctions;
      const behind = found.decisions.filter(({ fact }) => sanction?.follows.includes(fact));
      expect(behind).toHaveLength(1);
      await expectEveryRow(found, String(certno));
    }
  });

  it("says whose document it is when a doctor's or a nurse's record is attributed to the hospital", async () => {
    const found = await trace({ receiver: 'directory', recordId: await recordOf('medical-institution') });
    expect(found.decisions.map(({ documentNumber, via }) => [documentNumber, via]).sort()).toEqual(
      [
        ['藏医保查〔2026〕1号', 'physician-sanctioned'],
        ['藏医保查〔2026〕3号', 'fraud-conviction'],
        ['藏市监处罚〔2026〕7号', undefined],
      ].sort(),
    );
  });

  it('shows older versions by the sheet in effect then, and what is not stored of them', async () => {
    const before = await trace({ receiver: 'directory', recordId: await recordOf('insured-person') });
    const { entries } = await connector.receiver('settlement');
    const suspended = entries.find(({ certno }) => certno === patient.id);
    const revoked = utf8(JSON.stringify([{ ...crime, status: '撤销', decidedOn: '2026-06-01' }]));
    await send('medical-insurance', revoked, recordAt(Buffer.from(revoked).toString()));
    await connector.untilInSync();
    const { suspensionId, version } = suspended ?? {};
    const lifted = await trace({ receiver: 'settlement', suspensionId });
    expect(lifted).toMatchObject({
      message: { kind: 'lift', sanctions: [] },
      lines: [],
      ended: [{ kind: 'settlement-suspension', follows: [expect.any(String)] }],
      decisions: [{ documentNumber: crime.documentNumber, now: 'revoked' }],
    });
    const then = await trace({ receiver: 'settlement', suspensionId, version });
    expect(then).toMatchObject({
      message: { kind: 'put', version, delivery: 'superseded', sanctions: [{ from: connector.today() }] },
      decisions: [{ documentNumber: crime.documentNumber, now: 'revoked' }],
    });
    expect(then.decisions[0]?.statements.map(({ status }) => status)).toEqual(['original', 'revocation']);
    expect(then.unknown).toEqual([expect.stringContaining('acknowledged version')]);
    const old = await trace({
      receiver: 'directory',
      recordId: before.message.id,
      version: before.message.version,
    });
    expect(old.message.ledger).toMatchObject(before.message.ledger ?? {});
  });

  it('shows a record that an officer moved away, in the trace of both', async () => {
    const officer = await connector.as('bureau', 'casework:write');
    await officer.call('POST', '/v1/records/move', {
      documentNumber: '藏医保查〔2026〕1号',
      from: { scheme: 'resident-id', id: doctor.id },
      to: { scheme: 'resident-id', id: nurse.id, name: nurse.name },
      reason: '登记错误',
    });
    const recordId = await recordOf('doctor');
    await until(
      'the record has left',
      async () => (await trace({ receiver: 'directory', recordId })).lines.length === 0,
    );
    expect((await trace({ receiver: 'directory', recordId })).words).toMatchObject([
      {
        kind: 'withdrawal',
        by: 'bureau',
        documentNumber: '藏医保查〔2026〕1号',
        says: 'moved to another subject',
      },
    ]);
    await connector.untilInSync();
  });

  it('refuses an id that was never delivered, and says what to do', async () => {
    const recordId = '00000000-0000-8000-8000-000000000000';
    const suspensionId = '0'.repeat(30);
    const ask = (question: object, client = connector.client) =>
      refusalOf(client.call('POST', '/v1/traces', { reason: 'test', ...question }));
    expect(await ask({ receiver: 'directory', recordId })).toBe('404 unknown-record');
    expect(await ask({ receiver: 'settlement', suspensionId })).toBe('404 unknown-record');
    const known = await recordOf('pharmacy');
    expect(await ask({ receiver: 'directory', recordId: known, version: 99 })).toBe('404 unknown-version');
    expect(await ask({ receiver: 'directory', recordId: 'x' })).toMatch(/^400 /);
    expect(
      await ask({ receiver: 'directory', recordId: known }, await connector.as('a', 'files:read')),
    ).toMatch(/^403 /);
  });

  it('names nobody, and leaves a receipt', async () => {
    const recordId = await recordOf('pharmacy');
    const found = await trace({ receiver: 'directory', recordId });
    const said = JSON.stringify(found);
    for (const { id, name } of everyone) expect(said.includes(id) || said.includes(name)).toBe(false);
    const { today } = connector;
    await until('the receipt is listed', async () => {
      const listed = (await connector.client.call(
        'GET',
        `/v1/receipts?agency=tests&from=${today()}&to=${today()}&limit=1000`,
      )) as { receipts: { receiptId: string; purpose: string; reference?: string }[] };
      const receipt = listed.receipts.find(({ receiptId }) => receiptId === found.receiptId);
      return receipt?.purpose === 'trace' && receipt.reference === undefined;
    });
  });

  it('is read as a tree on the command line', async () => {
    const token = await connector.token('operations', 'audit:read');
    const recordId = await recordOf('pharmacy');
    const tree = await run('directory', recordId, '--url', connector.apiUrl, '--token', token);
    expect(tree.stderr).toBe('');
    expect(tree.stdout).toMatch(/^directory .*grade A of 2026, interim; settled/);
    expect(tree.stdout).toMatch(/藏市监处罚〔2026〕8号.*\n.*row 3 of file, market-supervision/);
    const json = JSON.parse(
      (await run('directory', recordId, '--url', connector.apiUrl, '--token', token, '--json')).stdout,
    );
    expect(json.message.id).toBe(recordId);
    expect((await run('--help')).stdout).toContain('npm run -s trace -- directory RECORD_ID');
    expect([(await run('directory')).status, (await run('--nonsense')).status]).toEqual([2, 2]);
    expect(
      await run(
        'directory',
        '00000000-0000-8000-8000-000000000000',
        '--url',
        connector.apiUrl,
        '--token',
        token,
      ),
    ).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('unknown-record'),
    });
  });
});
