import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { candidateRecord, decisionRecord, registrationRecord } from '../../../schemas/record.ts';
import type { Sealed } from '../../credit-file/facts/subject.ts';
import { type QuarantinedRow, type RowId, rowIdOf } from '../../feeds/quarantine.ts';
import type { Vault } from '../../runtime/vault.ts';

const rowContent = z.strictObject({
  /** The row as sent, by column name. */
  cells: z.record(z.string(), z.string()).optional(),
  /** Set when only the subject is in doubt. */
  candidate: candidateRecord.optional(),
  /** Set when the row is understood but contradicts what was known. */
  record: decisionRecord.optional(),
  /** Set when a row of the registry may continue the file of another institution. */
  registration: registrationRecord.optional(),
});

/** The content of a quarantined row. It is sealed, because it names people. */
export type RowContent = z.infer<typeof rowContent>;

/** Compressed first: what is sealed does not compress. */
export const sealRow = (vault: Vault, id: RowId, content: RowContent): string =>
  vault.seal(deflateRawSync(JSON.stringify(content)).toString('base64'), rowIdOf(id));

/** Earlier releases sealed plain JSON. */
export function openRow(vault: Vault, row: RowId & Pick<QuarantinedRow, 'content'>): RowContent {
  const text = vault.open(row.content as Sealed, rowIdOf(row));
  const json = text.startsWith('{') ? text : inflateRawSync(Buffer.from(text, 'base64')).toString('utf8');
  return rowContent.parse(JSON.parse(json));
}

type Arrived = Pick<
  QuarantinedRow,
  | 'runId'
  | 'row'
  | 'batch'
  | 'source'
  | 'by'
  | 'person'
  | 'division'
  | 'fileSha256'
  | 'receivedAt'
  | 'findings'
> & { readonly template?: string | undefined };

/** A row that begins to wait for an officer. */
export function waitingRow(arrived: Arrived, content: RowContent = {}, vault: Vault): QuarantinedRow {
  const { runId, row, batch, source, by, person, division, fileSha256, receivedAt, findings } = arrived;
  return {
    ...{ runId, row, batch, source, template: arrived.template ?? '', by, fileSha256, receivedAt, findings },
    ...(person && { person }),
    ...(division && { division }),
    content: sealRow(vault, { runId, row }, content),
    state: 'waiting',
    decisions: [],
    revision: 1,
  };
}
