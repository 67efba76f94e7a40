import { readFile } from 'node:fs/promises';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { Fault } from '../shared/fault.ts';
import { type Runtime, setting } from './runtime.ts';
import { createVault, type Vault } from './vault.ts';

/** Where encrypted data keys are kept; the table, in the product. */
export interface DataKeyShelf {
  list(): Promise<ReadonlyMap<number, Uint8Array>>;
  /** Keeps the first key; whoever is faster wins. */
  addFirst(encrypted: Uint8Array): Promise<void>;
}

const keyFile = z.strictObject({ pepper: z.base64(), dataKeys: z.record(z.string(), z.base64()) });

/** The vault of this host: from a key file on one machine, from the key and secret services on AWS. */
export const openVault = (runtime: Runtime, shelf: DataKeyShelf): Promise<Vault> =>
  runtime.env['KEY_FILE'] ? vaultFromFile(runtime.env['KEY_FILE']) : vaultFromServices(runtime, shelf);

async function vaultFromFile(path: string): Promise<Vault> {
  try {
    const { pepper, dataKeys } = keyFile.parse(JSON.parse(await readFile(path, 'utf8')));
    const keys = Object.entries(dataKeys).map(
      ([number, key]) => [Number(number), Buffer.from(key, 'base64')] as const,
    );
    return createVault({ pepper: Buffer.from(pepper, 'base64'), dataKeys: new Map(keys) });
  } catch (cause) {
    throw new Fault('key-unavailable', 'The key file of this host cannot be read.', { cause });
  }
}

async function vaultFromServices(runtime: Runtime, shelf: DataKeyShelf): Promise<Vault> {
  try {
    const kms = new KMSClient({});
    const secrets = new SecretsManagerClient({});
    const pepper = await secrets.send(
      new GetSecretValueCommand({ SecretId: setting(runtime, 'PEPPER_SECRET_ARN') }),
    );
    let encrypted = await shelf.list();
    if (encrypted.size === 0) {
      const made = await kms.send(
        new GenerateDataKeyCommand({ KeyId: setting(runtime, 'DATA_KEY_ARN'), KeySpec: 'AES_256' }),
      );
      if (made.CiphertextBlob) await shelf.addFirst(made.CiphertextBlob);
      encrypted = await shelf.list();
    }
    const dataKeys = new Map<number, Buffer>();
    for (const [number, blob] of encrypted) {
      const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: blob }));
      if (Plaintext) dataKeys.set(number, Buffer.from(Plaintext));
    }
    return createVault({ pepper: Buffer.from(pepper.SecretString ?? '', 'utf8'), dataKeys });
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('key-unavailable', 'The key or secret service did not give the keys of personal data.', {
      cause,
    });
  }
}
