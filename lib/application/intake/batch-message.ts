import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import type { BatchMessage } from '../../../schemas/messages.ts';
import { type RowReading, rowReading } from '../../../schemas/record.ts';
import type { Sealed } from '../../credit-file/facts/subject.ts';
import type { PassedRun } from '../../feeds/run.ts';
import { messageBytesMost } from '../../runtime/queues.ts';
import type { Vault } from '../../runtime/vault.ts';
import { Fault } from '../../shared/fault.ts';

type Envelope = Omit<BatchMessage, 'rows'>;

/** The text of a batch on the records queue: rows compressed, then sealed with run and batch number as context. */
export const encodeBatch = (vault: Vault, envelope: Envelope, rows: readonly RowReading[]): string =>
  JSON.stringify({
    ...envelope,
    rows: vault.seal(packed(rows), contextOf(envelope)),
  } satisfies BatchMessage);

/**
 * The text of a batch that a queue takes. Rows are bounded (`lib/feeds/long-texts.ts`), and compressed fifty of them fit,
 * unless somebody sends texts that do not compress: then the longest wait with the reason, and the file has them.
 */
export function fittingBatch(vault: Vault, envelope: Envelope, readings: readonly RowReading[]): string {
  const text = encodeBatch(vault, envelope, readings);
  if (Buffer.byteLength(text) <= messageBytesMost) return text;
  const length = (reading: RowReading): number => JSON.stringify(reading).length;
  const longest = Math.max(...readings.map(length));
  const shorter = readings.map((reading) => (length(reading) * 2 < longest ? reading : tooLongRow(reading)));
  return fittingBatch(vault, envelope, shorter);
}

const tooLongRow = (reading: RowReading): RowReading => ({
  kind: 'quarantined',
  row: reading.row,
  template: reading.kind === 'quarantined' ? reading.template : '',
  findings: [
    {
      code: 'text-too-long',
      message: 'The texts of the row are too long together with those of its neighbours. Shorten them.',
    },
  ],
  cells: {},
  ...(reading.mends && { mends: reading.mends }),
});

/** @throws Fault `message-unreadable` */
export function decodeBatch(
  vault: Vault,
  { rows, run, ...envelope }: BatchMessage,
): Omit<Envelope, 'run'> & { readings: RowReading[]; passed?: PassedRun } {
  try {
    const readings = z.array(rowReading).parse(unpacked(vault.open(rows as Sealed, contextOf(envelope))));
    const passed = run && (unpacked(vault.open(run as Sealed, contextOfRun(envelope))) as PassedRun);
    return { ...envelope, readings, ...(passed && { passed }) };
  } catch (cause) {
    throw new Fault('message-unreadable', 'A batch of the records queue was not sealed by this connector.', {
      retryable: false,
      cause,
    });
  }
}

const packed = (content: unknown): string => deflateRawSync(JSON.stringify(content)).toString('base64');

const unpacked = (text: string): unknown =>
  JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8'));

/** The run of a file with one batch, as the batch carries it. */
export const sealedRun = (vault: Vault, passed: PassedRun): string =>
  vault.seal(packed(passed), contextOfRun(passed.run));

const contextOfRun = ({ runId }: { runId: string }): string => `${runId}/run`;

const contextOf = ({ runId, batch }: Envelope): string => `${runId}/${batch}`;
