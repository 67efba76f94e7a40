import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { awsFault } from '../shared/aws-fault.ts';
import { awsLimits } from '../shared/aws-limits.ts';
import { Fault } from '../shared/fault.ts';
import { type Runtime, setting } from './runtime.ts';

/**
 * Signs heads of the ledger: ECDSA on P-256 with SHA-256. The private key never leaves KMS, or its file on one machine.
 */
export interface LedgerSigner {
  /** SPKI in base64. */
  publicKey(): Promise<string>;
  /** DER in base64. */
  sign(text: string): Promise<string>;
}

export const openLedgerSigner = (runtime: Runtime, client?: KMSClient): LedgerSigner =>
  runtime.env['LEDGER_KEY_FILE']
    ? fromFile(runtime.env['LEDGER_KEY_FILE'])
    : fromKeyService(setting(runtime, 'LEDGER_KEY_ARN'), client);

/** The file is read for every signature, because it may be restored while the host runs. */
function fromFile(path: string): LedgerSigner {
  const key = async () => createPrivateKey(await readFile(path));
  return {
    publicKey: async () =>
      createPublicKey(await key())
        .export({ format: 'der', type: 'spki' })
        .toString('base64'),
    sign: async (text) => sign('sha256', Buffer.from(text), await key()).toString('base64'),
  };
}

/** The SDK may repeat a request: a second signature changes nothing, because only the anchor is kept. */
function fromKeyService(KeyId: string, client = new KMSClient(awsLimits)): LedgerSigner {
  return {
    publicKey: () =>
      fromService(async () => (await client.send(new GetPublicKeyCommand({ KeyId }))).PublicKey),
    sign: (text) =>
      fromService(async () => {
        const Message = Buffer.from(text);
        const how = { MessageType: 'RAW', SigningAlgorithm: 'ECDSA_SHA_256' } as const;
        return (await client.send(new SignCommand({ KeyId, Message, ...how }))).Signature;
      }),
  };
}

const failed = 'The key service did not answer with a key or a signature';

/** @returns base64 */
async function fromService(ask: () => Promise<Uint8Array | undefined>): Promise<string> {
  try {
    const bytes = await ask();
    if (!bytes) throw new Fault('key-unavailable', `${failed}.`);
    return Buffer.from(bytes).toString('base64');
  } catch (cause) {
    throw awsFault(cause, 'key-unavailable', failed);
  }
}
