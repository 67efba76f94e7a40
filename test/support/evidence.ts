import type { AttachmentKept } from '../../schemas/attachments.ts';
import { scannedPdf } from './attachment-files.ts';
import type { Connector } from './connector.ts';

/** Uploads a scan and returns its attachment id. */
export async function handIn({ apiUrl, token }: Connector): Promise<string> {
  const bearer = await token('first', 'casework:write');
  const answer = await fetch(`${apiUrl}/v1/attachments/scan.pdf`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/pdf' },
    body: new Uint8Array(scannedPdf),
  });
  return ((await answer.json()) as AttachmentKept).attachmentId;
}
