import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withFreshKeys } from '../../lib/runtime/key-watch.ts';
import { openKeyProvider } from '../../lib/runtime/open-key-provider.ts';
import { openVault } from '../../lib/runtime/open-vault.ts';
import { keyNumberOf } from '../../lib/runtime/vault.ts';
import { createDataKeyStore } from '../../lib/store/data-key-store.ts';
import { fakeRuntime } from '../support/fake-runtime.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** The keys as stored on AWS: encrypted in the table, with a key service and a secret service over HTTP. */
let opened: TestTable;
let services: http.Server;
const asked: string[] = [];
/** Plain keys by their encrypted form. */
const issued = new Map<string, string>();

const answers: Record<string, (body: { CiphertextBlob?: string }) => object> = {
  GenerateDataKeyWithoutPlaintext: () => {
    const blob = randomBytes(40).toString('base64');
    issued.set(blob, randomBytes(32).toString('base64'));
    return { CiphertextBlob: blob, KeyId: 'key' };
  },
  Decrypt: ({ CiphertextBlob = '' }) => ({ Plaintext: issued.get(CiphertextBlob), KeyId: 'key' }),
  GetSecretValue: () => ({ SecretString: 'a pepper of many characters' }),
};

beforeAll(async () => {
  opened = await openTestTable();
  services = http.createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(operation);
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString();
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify(answers[operation]?.(JSON.parse(body) as object) ?? {}));
  });
  await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_KMS: url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    AWS_REGION: 'local-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
});
afterAll(async () => {
  await opened.close();
  services.closeAllConnections();
  services.close();
});

const runtimeOf = (env: Record<string, string>) => ({
  ...fakeRuntime(),
  env: { DATA_KEY_ARN: 'key', ...env },
});
const withPepper = { PEPPER_SECRET_ARN: 'pepper' };

it('the first host makes the first key; one that is open learns the next one, and asks for no key twice', async () => {
  const dataKeys = createDataKeyStore(opened.table);
  const runtime = runtimeOf(withPepper);
  const vault = await openVault(runtime, dataKeys);
  const before = vault.seal('words', 'context');
  expect(keyNumberOf(before)).toBe(1);
  await openKeyProvider(runtimeOf({}), dataKeys).make(2);
  runtime.pass(10_000);
  const after = await withFreshKeys(runtime, async () => vault.seal('words', 'context'));
  expect(keyNumberOf(after)).toBe(2);
  const another = await openVault(runtimeOf({}), dataKeys);
  expect([another.open(before, 'context'), another.open(after, 'context')]).toEqual(['words', 'words']);
  expect(asked.filter((operation) => operation === 'Decrypt')).toHaveLength(2 + 2);
  expect(asked.filter((operation) => operation === 'GetSecretValue')).toHaveLength(1);
});

it('of two that make the same key one wins; a retired key stays, with the day it was retired first', async () => {
  const dataKeys = createDataKeyStore(opened.table);
  const keyProvider = openKeyProvider(runtimeOf({}), dataKeys);
  await Promise.all([keyProvider.make(3), keyProvider.make(3)]);
  await keyProvider.retire([1, 2], '2026-06-30T04:00:00.000Z');
  await keyProvider.retire([1, 2], '2027-06-30T04:00:00.000Z');
  const kept = [...(await keyProvider.list())].map(([number, { retiredAt }]) => [number, retiredAt]);
  expect(kept).toEqual([
    [1, '2026-06-30T04:00:00.000Z'],
    [2, '2026-06-30T04:00:00.000Z'],
    [3, undefined],
  ]);
});

it('a secret that was replaced is found out before anything is done with it', async () => {
  const dataKeys = createDataKeyStore(opened.table);
  const before = answers['GetSecretValue'];
  answers['GetSecretValue'] = () => ({ SecretString: 'another pepper' });
  await expect(openVault(runtimeOf(withPepper), dataKeys)).rejects.toMatchObject({ code: 'pepper-changed' });
  if (before) answers['GetSecretValue'] = before;
  await openVault(runtimeOf(withPepper), dataKeys);
});
