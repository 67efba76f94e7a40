import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Random } from '../../../infra/samples/random.ts';
import { bytesOf } from '../kernel/chance.ts';

/** One pair for all sequences: making one takes longer than many requests, and nothing depends on its value. */
let ledgerKey: KeyObject | undefined;

/** The key service and the secret service in memory. A data key is its own ciphertext: it leaves no sequence. */
export class SimulatedKeys {
  readonly #random: Random;
  readonly #pepper: Buffer;

  constructor(random: Random) {
    this.#random = random;
    this.#pepper = bytesOf(random, 32);
    ledgerKey ??= generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  }

  makeDataKey = () => ({ CiphertextBlob: bytesOf(this.#random, 32) });

  decrypt = ({ CiphertextBlob }: { CiphertextBlob?: Uint8Array | undefined }) => ({
    Plaintext: CiphertextBlob,
  });

  secret = () => ({ SecretString: this.#pepper.toString('base64') });

  publicKey = () => ({
    PublicKey: createPublicKey(key()).export({ format: 'der', type: 'spki' }),
  });

  sign = ({ Message }: { Message?: Uint8Array | undefined }) => ({
    Signature: sign('sha256', Message ?? Buffer.alloc(0), key()),
  });
}

function key(): KeyObject {
  if (!ledgerKey) throw new Error('The ledger key is not made');
  return ledgerKey;
}
