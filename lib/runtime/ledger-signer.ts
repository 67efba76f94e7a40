import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
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

export const openLedgerSigner = (runtime: Runtime): LedgerSigner =>
  runtime.env['LEDGER_KEY_FILE']
    ? fromFile(runtime.env['LEDGER_KEY_FILE'])
    : fromKeyService(setting(runtime, 'LEDGER_KEY_ARN'));

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

function fromKeyService(KeyId: string, client = new KMSClient({})): LedgerSigner {
  const base64 = (bytes: Uint8Array | undefined): string => {
    if (!bytes)
      throw new Fault('key-unavailable', 'The key service did not answer with a key or a signature.');
    return Buffer.from(bytes).toString('base64');
  };
  return {
    publicKey: async () => base64((await client.send(new GetPublicKeyCommand({ KeyId }))).PublicKey),
    sign: async (text) =>
      base64(
        (
          await client.send(
            new SignCommand({
              KeyId,
              Message: Buffer.from(text),
              MessageType: 'RAW',
              SigningAlgorithm: 'ECDSA_SHA_256',
            }),
          )
        ).Signature,
      ),
  };
}
