import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { awsFault } from '../shared/aws-fault.ts';
import { awsLimits } from '../shared/aws-limits.ts';

/**
 * The text of a secret. It is read at every call, because it may be replaced while the host runs.
 * @param what for the log, for example `the credentials of the directory`
 * @throws Fault `key-unavailable`
 */
export async function readSecret(
  arn: string,
  what: string,
  client = new SecretsManagerClient(awsLimits),
): Promise<string | undefined> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
  } catch (cause) {
    throw awsFault(cause, 'key-unavailable', `The secret service did not give ${what}`);
  }
}
