import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { awsFault } from '../shared/aws-fault.ts';
import { awsLimits } from '../shared/aws-limits.ts';
import { Fault } from '../shared/fault.ts';
import { openFileKeyProvider } from './file-key-provider.ts';
import { type Runtime, setting } from './runtime.ts';

/**
 * Asks for the key of personal data without using it: the file on one machine, the state of the key on AWS.
 * @throws Fault `key-unavailable`, `access-refused`
 */
export async function mustHaveDataKey(runtime: Runtime, kms = new KMSClient(awsLimits)): Promise<void> {
  const file = runtime.env['KEY_FILE'];
  if (file) await openFileKeyProvider(file).list();
  else await mustBeEnabled(setting(runtime, 'DATA_KEY_ARN'), kms);
}

async function mustBeEnabled(KeyId: string, kms: KMSClient): Promise<void> {
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId })).catch((cause: unknown) => {
    throw awsFault(cause, 'key-unavailable', 'The key service does not say what state the data key is in');
  });
  if (KeyMetadata?.Enabled) return;
  throw new Fault('key-unavailable', `The data key is in the state ${KeyMetadata?.KeyState ?? 'unknown'}.`);
}
