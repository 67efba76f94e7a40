import { localIssuer } from '../../infra/cli/local-issuer.ts';
import type { AttachmentKept } from '../../schemas/attachments.ts';
import { scannedPdf } from './attachment-files.ts';
import type { Connector } from './connector.ts';

/** A scan that was handed in: its id. */
export async function handIn({ host }: Connector): Promise<string> {
  const token = await (await localIssuer()).sign({ agency: 'first', scope: 'casework:write' });
  const answer = await fetch(`${host.apiUrl}/v1/attachments/scan.pdf`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/pdf' },
    body: new Uint8Array(scannedPdf),
  });
  return ((await answer.json()) as AttachmentKept).attachmentId;
}
