import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keepAttachment } from '../../../../functions/keep-attachments/keep-attachment.ts';
import { Problem } from '../../../../lib/runtime/problem.ts';
import { createVault } from '../../../../lib/runtime/vault.ts';
import type { Attachment } from '../../../../lib/store/attachment-store.ts';
import { pngOf, scannedPdf } from '../../../support/attachment-files.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

function openAttachments() {
  const vault = createVault({ pepper: randomBytes(32), dataKeys: new Map([[1, randomBytes(32)]]) });
  const notes = new Map<string, Attachment>();
  const objects = new Map<string, Uint8Array>();
  let isDown = false;
  const deps = {
    runtime: fakeRuntime(),
    vault,
    bucket: { put: async (id: string, body: Uint8Array) => void objects.set(id, body) },
    attachments: {
      async add(attachment: Attachment) {
        if (isDown) throw new Error('the store is down');
        notes.set(attachment.attachmentId, attachment);
      },
      find: async (id: string) => notes.get(id),
    },
  };
  const send = (name: string, body: Uint8Array = scannedPdf, contentType = 'application/pdf', agency = 'a') =>
    keepAttachment({ name, contentType, body }, agency, deps);
  const fail = (down: boolean): void => {
    isDown = down;
  };
  return { send, notes, objects, vault, fail };
}

const refusal = (sent: Promise<unknown>): Promise<string> =>
  sent.then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? `${error.status} ${error.code}` : String(error)),
  );

describe('an attachment', () => {
  it('lies sealed, with its name, and opens under its own id alone', async () => {
    const { send, objects, notes, vault } = openAttachments();
    const { attachmentId, bytes, type } = await send('张三的证明.pdf');
    expect([bytes, type]).toEqual([scannedPdf.length, 'application/pdf']);
    const sealed = objects.get(attachmentId) ?? new Uint8Array();
    expect(Buffer.from(sealed).includes('%PDF')).toBe(false);
    expect(Buffer.from(vault.openBytes(sealed, attachmentId))).toEqual(scannedPdf);
    expect(() => vault.openBytes(sealed, 'another')).toThrow('does not open');
    expect(() => vault.openBytes(sealed.subarray(0, 3), attachmentId)).toThrow();
    expect(JSON.stringify([...notes.values()])).not.toContain('张三');
  });

  it('sent twice by one agency is one, by another a second one', async () => {
    const { send, notes } = openAttachments();
    const first = await send('a.pdf');
    expect(await send('b.pdf')).toEqual(first);
    expect((await send('a.pdf', scannedPdf, 'application/pdf', 'b')).attachmentId).not.toBe(
      first.attachmentId,
    );
    expect(notes.size).toBe(2);
  });

  it('whose note was lost is kept when it is sent again', async () => {
    const { send, notes, objects, fail } = openAttachments();
    fail(true);
    expect(await refusal(send('a.pdf'))).toContain('down');
    expect([notes.size, objects.size]).toEqual([0, 1]);
    fail(false);
    await send('a.pdf');
    expect([notes.size, objects.size]).toEqual([1, 1]);
  });

  it.each([
    ['an empty one', 'a.pdf', new Uint8Array(0), 'application/pdf', '400 empty-file'],
    [
      'one above 4 MiB',
      'a.pdf',
      new Uint8Array(4 * 1024 * 1024 + 1),
      'application/pdf',
      '413 file-too-large',
    ],
    ['a program', 'a.exe', scannedPdf, 'application/x-msdownload', '415 unknown-type'],
    ['an image with a script (SVG)', 'a.svg', scannedPdf, 'image/svg+xml', '415 unknown-type'],
    ['one without a type', 'a.pdf', scannedPdf, '', '415 unknown-type'],
    ['a type that is a word of the language', 'a.pdf', scannedPdf, 'constructor', '415 unknown-type'],
    ['a name with a path', '../a.pdf', scannedPdf, 'application/pdf', '400 invalid-name'],
    ['a name with a path of Windows', 'c:\\a.pdf', scannedPdf, 'application/pdf', '400 invalid-name'],
    ['a name of two lines', 'a\r\nb.pdf', scannedPdf, 'application/pdf', '400 invalid-name'],
    ['a name that reads backwards', 'a\u202Efdp.exe.pdf', scannedPdf, 'application/pdf', '400 invalid-name'],
    ['a name of an ending alone', '.pdf', scannedPdf, 'application/pdf', '400 invalid-name'],
    ['a name of 201 characters', `${'a'.repeat(197)}.pdf`, scannedPdf, 'application/pdf', '400 invalid-name'],
    ['a name of another type', 'a.png', scannedPdf, 'application/pdf', '400 type-mismatch'],
    ['a second ending', 'a.pdf.exe', scannedPdf, 'application/pdf', '400 type-mismatch'],
    ['content of another type', 'a.pdf', pngOf(), 'application/pdf', '400 other-content'],
    ['a type with a parameter', 'A.PDF', scannedPdf, 'Application/PDF; version=1.7', 'taken'],
  ])('refuses %s with a clear word', async (_what, name, body, contentType, expected) => {
    expect(await refusal(openAttachments().send(name, body, contentType))).toBe(expected);
  });
});
