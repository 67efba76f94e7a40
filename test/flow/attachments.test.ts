import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AttachmentKept } from '../../schemas/attachments.ts';
import { scannedPdf, withObject } from '../support/attachment-files.ts';
import { type Connector, startConnector, until } from '../support/connector.ts';

/** Evidence of a case: uploaded by an agency and downloaded again. */
let connector: Connector;
beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

async function send(
  path: string,
  { scope = 'casework:write', ...init }: RequestInit & { scope?: string } = {},
): Promise<Response> {
  const token = await connector.token('bureau', scope);
  const headers = { 'content-type': 'application/pdf', authorization: `Bearer ${token}` };
  return fetch(`${connector.apiUrl}/v1/attachments/${path}`, { ...init, headers });
}
const put = (name: string, body: Buffer) =>
  send(encodeURIComponent(name), { method: 'PUT', body: new Uint8Array(body) });
const codeOf = async (response: Response): Promise<unknown> =>
  `${response.status} ${((await response.json()) as { code: string }).code}`;

it('an attachment is kept sealed, comes back as it was, and starts no run', async () => {
  const name = '李四 的证明.pdf';
  const kept = await put(name, scannedPdf);
  expect(kept.status).toBe(201);
  const { attachmentId, bytes } = (await kept.json()) as AttachmentKept;
  expect(bytes).toBe(scannedPdf.length);
  expect(await (await put('again.pdf', scannedPdf)).json()).toMatchObject({ attachmentId });

  const given = await send(attachmentId);
  expect(given.status).toBe(200);
  expect(given.headers.get('content-type')).toBe('application/pdf');
  expect(given.headers.get('content-disposition')).toBe(
    `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  );
  expect(Buffer.from(await given.arrayBuffer())).toEqual(scannedPdf);
  const receiptId = given.headers.get('receipt-id') ?? 'none';
  await until('the disclosure is logged', () => connector.log().includes(receiptId));
  expect(connector.log()).toContain(receiptId);
  expect(connector.log()).not.toContain('李四');

  const objects = join(connector.dataDir, 'engines', 'objects');
  const files = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(files).toHaveLength(1);
  expect(files[0]?.parentPath.endsWith('attachments')).toBe(true);
  expect(readFileSync(join(files[0]?.parentPath ?? '', files[0]?.name ?? '')).includes('%PDF')).toBe(false);
  expect(connector.log()).not.toMatch(/run\.|message\.unreadable|function\.failed/);
});

it('an attachment that is not what it says is refused with a clear word, and so is who may not ask', async () => {
  expect(await codeOf(await put('script.pdf', withObject('<< /JS (x) >>')))).toBe('400 active-content');
  expect(await codeOf(await put('a/b.pdf', scannedPdf))).toBe('400 invalid-name');
  expect(await codeOf(await put('big.pdf', Buffer.alloc(4 * 1024 * 1024 + 1)))).toBe('413 file-too-large');
  expect(await codeOf(await send('nothing'))).toBe('404 unknown-attachment');
  expect(await codeOf(await send('nothing', { scope: 'grades:read' }))).toBe('403 scope-missing');
});
