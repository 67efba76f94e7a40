import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Attachment, createAttachmentStore } from '../../lib/store/attachment-store.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

it('a store of attachments finds what was noted, and keeps it as it was noted first', async () => {
  const store = createAttachmentStore(real.table);
  const attachment: Attachment = {
    attachmentId: 'one',
    sealedName: '1.x',
    sha256: '0'.repeat(64),
    bytes: 3,
    type: 'image/png',
    by: 'bureau',
    at: '2026-06-30T04:00:00.000Z',
  };
  expect(await store.find('one')).toBeUndefined();
  await store.add(attachment);
  await store.add({ ...attachment, sealedName: '1.y' });
  expect(await store.find('one')).toEqual(attachment);
});
