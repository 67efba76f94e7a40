import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault } from '../shared/fault.ts';
import type { DataKeyStore, KeyProvider } from './key-provider.ts';

/** Keys on AWS: the pepper is in Secrets Manager, data keys are in the table, encrypted with a KMS key. */
export function openKmsKeyProvider(
  keyStore: DataKeyStore,
  { pepperSecret, dataKey }: { pepperSecret: string | undefined; dataKey: () => string },
): KeyProvider {
  const kms = new KMSClient({});
  const secrets = new SecretsManagerClient({});
  return {
    pepper: () =>
      fromServices(async () => {
        if (!pepperSecret) return undefined;
        const { SecretString = '' } = await secrets.send(
          new GetSecretValueCommand({ SecretId: pepperSecret }),
        );
        return Buffer.from(SecretString, 'utf8');
      }),
    list: () => keyStore.list(),
    keysBeside: (known) =>
      fromServices(async () => {
        const keys = new Map<number, Buffer>();
        for (const [number, { encrypted }] of await keyStore.list()) {
          if (known.has(number)) continue;
          const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob: encrypted }));
          if (Plaintext) keys.set(number, Buffer.from(Plaintext));
        }
        return keys;
      }),
    make: (number) =>
      fromServices(async () => {
        const { CiphertextBlob } = await kms.send(
          new GenerateDataKeyWithoutPlaintextCommand({ KeyId: dataKey(), KeySpec: 'AES_256' }),
        );
        if (CiphertextBlob) await keyStore.add(number, CiphertextBlob);
      }),
    async retire(numbers, at) {
      for (const number of numbers) await keyStore.retire(number, at);
    },
  };
}

async function fromServices<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('key-unavailable', 'The key or secret service did not give the keys of personal data.', {
      cause,
    });
  }
}
