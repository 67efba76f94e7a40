import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { HttpAnswer } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import type { AttachmentStore } from '../../lib/store/attachment-store.ts';
import type { createReceiptStore } from '../../lib/store/receipt-store.ts';

export interface GiveAttachmentDeps {
  readonly runtime: Runtime;
  readonly attachments: Pick<AttachmentStore, 'find'>;
  readonly bucket: Pick<Bucket, 'read'>;
  readonly vault: Vault;
  readonly receipts: ReturnType<typeof createReceiptStore>;
}

/**
 * Returns an attachment as it was handed in. The receipt is written before the content is returned.
 * @throws Problem 404
 */
export async function giveAttachment(
  attachmentId: string,
  agency: string,
  { runtime, attachments, bucket, vault, receipts }: GiveAttachmentDeps,
): Promise<HttpAnswer> {
  const attachment = await attachments.find(attachmentId);
  if (!attachment)
    throw new Problem(404, 'unknown-attachment', 'There is no such attachment. Use an attachmentId.');
  const receiptId = runtime.newId();
  await receipts.add({
    receiptId,
    at: runtime.clock().toISOString(),
    agency,
    purpose: 'attachment',
    reference: attachmentId,
    disclosed: [{ status: 'attachment', fields: ['*'] }],
  });
  runtime.log.info('disclosure.made', {
    receiptId,
    agency,
    purpose: 'attachment',
    subjects: 1,
    disclosed: 1,
  });
  const sealed = Buffer.concat(await Array.fromAsync(bucket.read(attachmentId)));
  const name = vault.open(attachment.sealedName as Sealed, attachmentId);
  return {
    status: 200,
    headers: {
      'content-type': attachment.type,
      'content-disposition': `attachment; filename*=UTF-8''${headerText(name)}`,
      'x-content-type-options': 'nosniff',
      'receipt-id': receiptId,
    },
    body: vault.openBytes(sealed, attachmentId),
  };
}

/** A file name encoded for a header (RFC 8187). */
const headerText = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
