import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accessOf, outsideOf, untilAnswering } from '../../../../infra/local/outside.ts';
import { guardsText } from '../../../../infra/local/outside-bucket.ts';
import { withSecretFiles } from '../../../../infra/local/secret-files.ts';

const env = {
  DYNAMODB_ENDPOINT: 'http://engine:8000/',
  S3_ENDPOINT: 'https://objects',
  TABLE_NAME: 'pilot',
  FEED_BUCKET: 'files',
  QUEUE_PREFIX: 'pilot-',
  AWS_ACCESS_KEY_ID: 'key',
};

it('engines elsewhere are those that have an address', () => {
  expect(outsideOf(env)).toEqual({ dynamodb: 'http://engine:8000', s3: 'https://objects' });
  expect(outsideOf({ SQS_ENDPOINT: '' })).toEqual({});
});

it('what is no address is refused by its name', () => {
  expect(() => outsideOf({ SQS_ENDPOINT: 'queues:9324' })).toThrow('SQS_ENDPOINT must be an address');
});

it('names and credentials count for engines elsewhere alone', () => {
  expect(accessOf(env, outsideOf(env))).toEqual({
    table: 'pilot',
    bucket: 'files',
    queuePrefix: '',
    region: 'local-1',
    accessKeyId: 'key',
    secretAccessKey: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(accessOf(env, {})).toMatchObject({ table: 'credit-connector', accessKeyId: 'local' });
});

it('an engine that stays silent is named', async () => {
  await expect(untilAnswering({ sqs: 'http://127.0.0.1:9' }, 0)).rejects.toThrow('http://127.0.0.1:9');
});

it('secrets may stand in files', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'secret-')), 'token');
  writeFileSync(file, 'a secret\n');
  expect(withSecretFiles({ DIRECTORY_TOKEN_FILE: file, PORT: '1' })).toMatchObject({
    DIRECTORY_TOKEN: 'a secret',
    PORT: '1',
  });
  expect(() => withSecretFiles({ DIRECTORY_TOKEN_FILE: `${file}-gone` })).toThrow(
    'DIRECTORY_TOKEN_FILE names',
  );
});

it('an operator is told what an object store lacks', () => {
  expect(guardsText({ versions: false, lock: false })).toContain('KEEPS NO VERSIONS');
  expect(guardsText({ versions: true, lock: true })).toContain('locks them for a year');
});
