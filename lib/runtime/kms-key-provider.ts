import { DecryptCommand, GenerateDataKeyWithoutPlaintextCommand, KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsFault } from '../shared/aws-fault.ts';
import { awsLimits } from '../shared/aws-limits.ts';
import { Fault } from '../shared/fault.ts';
import type { DataKeyStore, KeyProvider } from './key-provider.ts';
import { readSecret } from './secrets.ts';

/** Keys on AWS: the pepper is in Secrets Manager, data keys are in the table, encrypted with a KMS key. */
export function openKmsKeyProvider(
  keyStore: DataKeyStore,
  { pepperSecret, dataKey }: { pepperSecret: string | undefined; dataKey: () => string },
  { kms = new KMSClient(awsLimits), secrets = new SecretsManagerClient(awsLimits) } = {},
): KeyProvider {
  return {
    async pepper() {
      if (!pepperSecret) return undefined;
      const pepper = await readSecret(pepperSecret, 'the pepper', secrets);
      // With an empty pepper anybody could compute the keys of subjects.
      return Buffer.from(given(pepper || undefined), 'utf8');
    },
    list: () => keyStore.list(),
    async keysBeside(known) {
      const keys = new Map<number, Buffer>();
      for (const [number, { encrypted }] of await keyStore.list()) {
        if (known.has(number)) continue;
        const answer = await answered(kms.send(new DecryptCommand({ CiphertextBlob: encrypted })));
        keys.set(number, Buffer.from(given(answer.Plaintext)));
      }
      return keys;
    },
    async make(number) {
      const request = { KeyId: dataKey(), KeySpec: 'AES_256' } as const;
      const answer = await answered(kms.send(new GenerateDataKeyWithoutPlaintextCommand(request)));
      await keyStore.add(number, given(answer.CiphertextBlob));
    },
    async retire(numbers, at) {
      for (const number of numbers) await keyStore.retire(number, at);
    },
  };
}

const failed = 'The key or secret service did not give the keys of personal data';

async function answered<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (cause) {
    throw awsFault(cause, 'key-unavailable', failed);
  }
}

/** A value that the answer must contain. */
function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Fault('key-unavailable', `${failed}: the answer contains none.`);
  return value;
}
