import {
  DecryptCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetPublicKeyCommand,
  KMSClient,
  KMSInvalidStateException,
  SignCommand,
} from '@aws-sdk/client-kms';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDirectory } from '../../../lib/application/deliveries/receivers.ts';
import { pullTokensOf } from '../../../lib/application/settings/pull-settings.ts';
import { openLedgerSigner } from '../../../lib/runtime/ledger-signer.ts';
import { openVault } from '../../../lib/runtime/open-vault.ts';
import { fakeRuntime } from '../../support/fake-runtime.ts';

/** Answers of the key and secret services that must not lead to a missing, wrong or weaker key. */
const kms = mockClient(KMSClient);
const secrets = mockClient(SecretsManagerClient);
const keyUnavailable = { code: 'key-unavailable' };

const metadata = { $metadata: { httpStatusCode: 400 }, message: 'said' };

let stored: Map<number, { encrypted: Uint8Array }>;
let marks: string[];
const keyStore = {
  list: async () => stored,
  add: async (number: number, encrypted: Uint8Array) => void stored.set(number, { encrypted }),
  retire: async () => undefined,
  pepperMark: async (mark: string) => {
    marks.push(mark);
    return mark;
  },
};
const runtime = {
  ...fakeRuntime(),
  env: {
    AWS_REGION: 'local-1',
    DATA_KEY_ARN: 'key',
    PEPPER_SECRET_ARN: 'pepper',
    LEDGER_KEY_ARN: 'ledger',
    PULL_SECRET_ARN: 'tokens',
    DIRECTORY_SECRET_ARN: 'directory',
    DIRECTORY_URL: 'https://directory.invalid',
    DIRECTORY_SETTINGS: '{}',
  },
};

beforeEach(() => {
  kms.reset();
  secrets.reset();
  stored = new Map();
  marks = [];
  secrets.on(GetSecretValueCommand).resolves({ SecretString: 'a pepper of many characters' });
  kms.on(GenerateDataKeyWithoutPlaintextCommand).resolves({ CiphertextBlob: Buffer.from('encrypted') });
  kms.on(DecryptCommand).resolves({ Plaintext: Buffer.alloc(32, 1) });
});

describe('a vault', () => {
  it('opens with the keys of the services', async () => {
    const vault = await openVault(runtime, keyStore);
    expect(vault.open(vault.seal('words', 'context'), 'context')).toBe('words');
  });

  it.each([
    ['an empty secret', { SecretString: '' }],
    ['a secret of bytes', { SecretBinary: Buffer.from('bytes') }],
  ])('does not open with %s as its pepper, and stores no mark of it', async (_what, answer) => {
    secrets.on(GetSecretValueCommand).resolves(answer);
    await expect(openVault(runtime, keyStore)).rejects.toMatchObject(keyUnavailable);
    expect(marks).toEqual([]);
    expect(stored.size).toBe(0);
  });

  it('does not open when the answer contains no key, and stores none', async () => {
    kms.on(GenerateDataKeyWithoutPlaintextCommand).resolves({});
    await expect(openVault(runtime, keyStore)).rejects.toMatchObject(keyUnavailable);
    expect(stored.size).toBe(0);
    stored.set(1, { encrypted: Buffer.from('encrypted') });
    kms.on(DecryptCommand).resolves({});
    await expect(openVault(runtime, keyStore)).rejects.toMatchObject(keyUnavailable);
  });

  it('does not open while one of its keys is not decrypted, because it would seal with an older one', async () => {
    const disabled = new KMSInvalidStateException(metadata);
    stored.set(1, { encrypted: Buffer.from('one') }).set(2, { encrypted: Buffer.from('two') });
    kms.on(DecryptCommand, { CiphertextBlob: Buffer.from('two') }).rejects(disabled);
    await expect(openVault(runtime, keyStore)).rejects.toMatchObject({
      ...keyUnavailable,
      retryable: false,
      cause: disabled,
    });
  });

  it('opens at the next attempt with the key that was made in a failed one', async () => {
    kms
      .on(DecryptCommand)
      .rejectsOnce(new Error('socket hang up'))
      .resolves({ Plaintext: Buffer.alloc(32, 1) });
    await expect(openVault(runtime, keyStore)).rejects.toMatchObject(keyUnavailable);
    await openVault(runtime, keyStore);
    expect(kms.commandCalls(GenerateDataKeyWithoutPlaintextCommand)).toHaveLength(1);
    expect([...stored.keys()]).toEqual([1]);
  });
});

describe('a signer of the ledger', () => {
  it('throws a fault when the answer contains no signature', async () => {
    kms.on(SignCommand).resolves({});
    kms.on(GetPublicKeyCommand).resolves({});
    const signer = openLedgerSigner(runtime);
    await expect(signer.sign('words')).rejects.toMatchObject(keyUnavailable);
    await expect(signer.publicKey()).rejects.toMatchObject(keyUnavailable);
  });
});

describe('credentials of others', () => {
  const gone = new ResourceNotFoundException(metadata);

  it('that the secret service does not return are a fault that names their owner', async () => {
    secrets.on(GetSecretValueCommand).rejects(gone);
    await expect(pullTokensOf(runtime)).rejects.toMatchObject({
      ...keyUnavailable,
      retryable: false,
      cause: gone,
      message: expect.stringContaining('pulled authorities'),
    });
    await expect(openDirectory(runtime)).rejects.toMatchObject({
      ...keyUnavailable,
      message: expect.stringContaining('directory'),
    });
  });

  it('are read at each call, so that a failure is not cached', async () => {
    secrets.on(GetSecretValueCommand).rejectsOnce(gone).resolves({ SecretString: '{"court":"token"}' });
    await expect(pullTokensOf(runtime)).rejects.toMatchObject(keyUnavailable);
    expect(await pullTokensOf(runtime)).toEqual(new Map([['court', 'token']]));
  });
});
