import * as z from 'zod';

/** Types of evidence (证据材料) that casework accepts, with their file name extensions. */
export const attachmentTypes = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
} as const satisfies Record<string, readonly string[]>;
export type AttachmentType = keyof typeof attachmentTypes;

export const attachmentKept = z.strictObject({
  attachmentId: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  type: z.enum(Object.keys(attachmentTypes) as [AttachmentType, ...AttachmentType[]]),
});
export type AttachmentKept = z.infer<typeof attachmentKept>;
