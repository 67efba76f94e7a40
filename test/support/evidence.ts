import type { AttachmentKept } from '../../schemas/attachments.ts';
import { scanOf } from './attachment-files.ts';
import type { Connector } from './connector.ts';

/** Uploads a scan of a title and returns its attachment id. Other titles are other attachments. */
export async function handIn({ apiUrl, token }: Connector, title = 'scan'): Promise<string> {
  const bearer = await token('first', 'casework:write');
  const answer = await fetch(`${apiUrl}/v1/attachments/scan.pdf`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/pdf' },
    body: new Uint8Array(scanOf(title)),
  });
  return ((await answer.json()) as AttachmentKept).attachmentId;
}

/** The three documents of an application for repair (Art. 30). */
export const handInRepair = async (connector: Connector) => ({
  form: await handIn(connector, 'form'),
  proofs: [await handIn(connector, 'proof')],
  commitment: await handIn(connector, 'commitment'),
});
