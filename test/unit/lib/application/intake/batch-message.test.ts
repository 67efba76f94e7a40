import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { decodeBatch, fittingBatch } from '../../../../../lib/application/intake/batch-message.ts';
import { messageBytesMost } from '../../../../../lib/runtime/queues.ts';
import { createVault } from '../../../../../lib/runtime/vault.ts';
import { day } from '../../../../../lib/shared/day.ts';
import { batchMessage } from '../../../../../schemas/messages.ts';
import type { RowReading } from '../../../../../schemas/record.ts';

const vault = createVault({
  pepper: Buffer.alloc(32, 1),
  dataKeys: new Map([[1, Buffer.alloc(32, 2)]]),
});
const envelope = {
  runId: '01RUN00000000000000000000A',
  batch: 3,
  isLast: false,
  source: 'medical-insurance' as const,
  by: 'bureau',
  receivedAt: '2026-06-30T02:00:00Z',
  fileSha256: 'sha',
};
const row = (at: number, matter: string): RowReading => ({
  kind: 'record',
  row: at,
  record: {
    type: 'decision',
    subject: { scheme: 'uscc', id: '91540100MA6T30001X' },
    documentNumber: `藏医保决〔2026〕${at}号`,
    authority: { kind: 'medical-insurance', name: '西藏自治区医疗保障局' },
    decidedOn: day('2026-03-02'),
    status: 'original',
    content: { kind: 'finding', indicator: 'mi.interview', count: 1 },
    matter,
    usage: 'public',
  },
});
const sent = (rows: readonly RowReading[]) => {
  const text = fittingBatch(vault, envelope, rows);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(messageBytesMost);
  return decodeBatch(vault, batchMessage.parse(JSON.parse(text))).readings;
};

it('a batch of fifty rows with long texts is one message, as it is', () => {
  const rows = Array.from({ length: 50 }, (_, at) => row(at, '经查，该机构存在串换药品的行为。'.repeat(500)));
  expect(sent(rows)).toEqual(rows);
});

it('of texts that do not compress the longest wait with the reason, and the others are taken', () => {
  const noise = (length: number): string => randomBytes(length).toString('base64').slice(0, length);
  const rows = Array.from({ length: 50 }, (_, at) => row(at, noise(at % 10 === 0 ? 200_000 : 1000)));
  const read = sent(rows);
  expect(read.map((one) => one.row)).toEqual(rows.map((one) => one.row));
  for (const [at, one] of read.entries()) {
    if (at % 10 !== 0) expect(one).toEqual(rows[at]);
    else expect(one).toMatchObject({ kind: 'quarantined', findings: [{ code: 'text-too-long' }] });
  }
});
