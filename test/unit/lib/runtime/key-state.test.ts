import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, describe, expect, it } from 'vitest';
import { mustHaveDataKey } from '../../../../lib/runtime/key-state.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';

const folder = mkdtempSync(join(tmpdir(), 'key-state-'));
afterAll(() => rmSync(folder, { recursive: true }));

const kms = mockClient(KMSClient);
const onAws = { ...fakeRuntime(), env: { DATA_KEY_ARN: 'key' } };
const withFile = (name: string) => ({ ...fakeRuntime(), env: { KEY_FILE: join(folder, name) } });

describe('the key of personal data', () => {
  it('is there when the key service says that it is enabled', async () => {
    kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', Enabled: true } });
    await mustHaveDataKey(onAws, kms as never);
  });

  it.each(['Disabled', 'PendingDeletion'] as const)('is not there when it is %s', async (KeyState) => {
    kms.on(DescribeKeyCommand).resolves({ KeyMetadata: { KeyId: 'key', Enabled: false, KeyState } });
    await expect(mustHaveDataKey(onAws, kms as never)).rejects.toMatchObject({
      code: 'key-unavailable',
      message: expect.stringContaining(KeyState),
    });
  });

  it('is there when its file can be read, and not when the file is missing or damaged', async () => {
    writeFileSync(join(folder, 'good'), JSON.stringify({ pepper: 'cGVwcGVy', dataKeys: { 1: 'a2V5' } }));
    writeFileSync(join(folder, 'bad'), '{"pepper":');
    await mustHaveDataKey(withFile('good'));
    for (const name of ['bad', 'none'])
      await expect(mustHaveDataKey(withFile(name))).rejects.toMatchObject({ code: 'key-unavailable' });
  });
});
