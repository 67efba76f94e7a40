import { partition, sort } from './keys.ts';
import { onlyIfAbsent, type Table, text } from './table.ts';

/** An attachment of casework (证据材料). Its sealed content is in the bucket under its id. */
export interface Attachment {
  readonly attachmentId: string;
  /** The sender's file name, sealed, because senders put names of people into file names. */
  readonly sealedName: string;
  /** SHA-256 of the content before it was sealed. */
  readonly sha256: string;
  readonly bytes: number;
  readonly type: string;
  /** The agency that handed it in. */
  readonly by: string;
  readonly at: string;
}

export interface AttachmentStore {
  /** Records an attachment whose content is stored. An existing one stays as it is. */
  add(attachment: Attachment): Promise<void>;
  /** The attachment, once its content is stored. */
  find(attachmentId: string): Promise<Attachment | undefined>;
}

export const createAttachmentStore = (table: Table): AttachmentStore => ({
  async add(attachment) {
    await table.put(
      {
        pk: text(partition.attachment(attachment.attachmentId)),
        sk: text(sort.attachment),
        body: text(JSON.stringify(attachment)),
      },
      onlyIfAbsent,
    );
  },
  async find(attachmentId) {
    const item = await table.get(partition.attachment(attachmentId), sort.attachment);
    return item && (JSON.parse(item['body']?.S ?? 'null') as Attachment);
  },
});
