import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Identity, PartyKey, Sealed } from '../credit-file/facts/subject.ts';
import { Fault } from '../shared/fault.ts';
import { normaliseName } from '../shared/identifiers.ts';
import type { Scheme } from '../shared/scheme.ts';

/**
 * Keys of personal data: data keys by number, of which the highest one seals, and the pepper for subject keys. The
 * pepper is missing in functions that do not hash identifiers.
 */
export interface VaultKeys {
  readonly pepper: Buffer | undefined;
  readonly dataKeys: ReadonlyMap<number, Buffer>;
}

/** Seals and opens personal data (AES-256-GCM), and hashes identifiers into keys that name nobody (HMAC-SHA-256). */
export interface Vault {
  partyKey(scheme: Scheme, id: string): PartyKey;
  /** A keyed hash. Equal texts have equal digests; without the pepper a digest reveals nothing about its text. */
  digest(text: string): string;
  /**
   * A keyed hash for the time of one job, under a key that is derived from the data key of this number. The job begins anew
   * when another key seals (`newestKey`).
   */
  mac(text: string, keyNumber: number): string;
  /** The number of the data key that seals. */
  newestKey(): number;
  /** The digest of a normalised name, for comparing names. */
  nameDigest(name: string): string;
  /** Seals a text. The same `context` is needed to open it, so that a sealed text cannot be moved elsewhere. */
  seal(text: string, context: string): Sealed;
  open(sealed: Sealed, context: string): string;
  /** Seals bytes. It saves the third that base64 would add. The key number is at the front. */
  sealBytes(bytes: Uint8Array, context: string): Uint8Array;
  openBytes(sealed: Uint8Array, context: string): Uint8Array;
  identity(party: PartyKey, subject: { name: string; id: string }): Identity;
  identify(party: PartyKey, identity: Pick<Identity, 'sealed'>): { name: string; id: string };
}

/** Whether a text has the form of a sealed text. */
export const isSealed = (text: string): boolean => /^\d+\.[\w-]{38,}$/.test(text);

/** The number of the data key that sealed a text or bytes. */
export function keyNumberOf(sealed: Sealed | Uint8Array): number {
  if (typeof sealed === 'string') return Number(sealed.split('.')[0]);
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
  return bytes.length < numberBytes ? 0 : bytes.readUInt32BE();
}

const ivBytes = 12;
const tagBytes = 16;
const numberBytes = 4;

const keyedHash = (pepper: Buffer | KeyObject, text: string): string =>
  createHmac('sha256', pepper).update(text).digest().subarray(0, 16).toString('base64url');

/** A data key encrypts; what is hashed has a key of its own. */
const macKeyOf = (dataKey: Buffer): KeyObject =>
  createSecretKey(createHmac('sha256', dataKey).update('mac').digest());

/** Identifies a pepper without revealing it. It is stored beside the data that was made with the pepper. */
export const pepperMarkOf = (pepper: Buffer): string => keyedHash(pepper, 'mark');

export function createVault({ pepper, dataKeys }: VaultKeys): Vault {
  const macKeys = new WeakMap<Buffer, KeyObject>();
  const newest = (): number => Math.max(...dataKeys.keys());
  const keyOf = (number: number): Buffer => {
    const key = dataKeys.get(number);
    if (!key) throw new Fault('key-unavailable', `Data key ${number} is not among the keys of this host.`);
    return key;
  };
  const hmac = (text: string): string => {
    if (pepper) return keyedHash(pepper, text);
    throw new Fault(
      'setting-missing',
      'This function is not given the pepper. See `pepper` in infra/system.ts.',
      {
        retryable: false,
      },
    );
  };

  const encrypt = (number: number, bytes: Uint8Array, context: string): Buffer => {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', keyOf(number), iv).setAAD(Buffer.from(context));
    return Buffer.concat([iv, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  };
  const decrypt = (number: number, bytes: Buffer, context: string): Buffer => {
    const key = keyOf(number);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes));
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
    } catch (cause) {
      throw new Fault('sealed-value-unreadable', 'A sealed value does not open with its key and context.', {
        retryable: false,
        cause,
      });
    }
  };

  const vault: Vault = {
    partyKey: (scheme, id) => hmac(`party:${scheme}:${id}`) as PartyKey,
    mac(text, keyNumber) {
      const key = keyOf(keyNumber);
      const known = macKeys.get(key) ?? macKeyOf(key);
      macKeys.set(key, known);
      return keyedHash(known, text);
    },
    newestKey: newest,
    digest: (text) => hmac(`digest:${text}`),
    nameDigest: (name) => hmac(`name:${normaliseName(name)}`),
    seal(text, context) {
      const number = newest();
      return `${number}.${encrypt(number, Buffer.from(text), context).toString('base64url')}` as Sealed;
    },
    open(sealed, context) {
      const body = Buffer.from(sealed.split('.')[1] ?? '', 'base64url');
      return decrypt(keyNumberOf(sealed), body, context).toString('utf8');
    },
    sealBytes(bytes, context) {
      const number = newest();
      const front = Buffer.alloc(numberBytes);
      front.writeUInt32BE(number);
      return Buffer.concat([front, encrypt(number, bytes, context)]);
    },
    openBytes(sealed, context) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length);
      return decrypt(keyNumberOf(sealed), bytes.subarray(numberBytes), context);
    },
    identity: (party, { name, id }) => ({
      sealed: vault.seal(JSON.stringify({ name, id }), party),
      digest: vault.digest(`${id}/${name}`),
      nameDigest: vault.nameDigest(name),
    }),
    identify: (party, { sealed }) => JSON.parse(vault.open(sealed, party)) as { name: string; id: string },
  };
  return vault;
}
