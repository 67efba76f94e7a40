import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKey } from './signing-key.ts';

export interface LocalKeys {
  readonly keyFile: string;
  readonly ledgerKeyFile: string;
  /** Credential of the settlement system, as JSON: the signing key, and the key with which its simulator verifies. */
  readonly signing: string;
}

/** Creates the keys of one machine in its data folder, unless they are there. */
export async function ensureKeys(dataDir: string): Promise<LocalKeys> {
  const keyFile = join(dataDir, 'keys.json');
  await ensureKeyFile(keyFile);
  const ledgerKeyFile = join(dataDir, 'ledger-key.pem');
  await ensureLedgerKey(ledgerKeyFile);
  const signing = await ensureSigningKey(join(dataDir, 'signing.json'));
  return { keyFile, ledgerKeyFile, signing: JSON.stringify({ kind: 'sm2', ...signing }) };
}

/**
 * Creates the key file of one machine once, with mode 0600: keys of personal data, and the key of settlement messages.
 */
async function ensureKeyFile(path: string): Promise<void> {
  await createOnce(path, () => ({
    pepper: randomBytes(32).toString('base64'),
    dataKeys: { '1': randomBytes(32).toString('base64') },
  }));
}

/** The signing key of this machine's connector, and the key with which the settlement simulator verifies. */
async function ensureSigningKey(path: string): Promise<{ privateKey: string; publicKey: string }> {
  await createOnce(path, generateSigningKey);
  return JSON.parse(await readFile(path, 'utf8')) as { privateKey: string; publicKey: string };
}

/** Creates the key that signs the ledger of this machine's connector: P-256, PKCS 8. */
async function ensureLedgerKey(path: string): Promise<void> {
  const make = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
  await createOnce(path, make);
}

async function createOnce(path: string, make: () => unknown): Promise<void> {
  try {
    const made = make();
    await writeFile(path, typeof made === 'string' ? made : JSON.stringify(made), {
      flag: 'wx',
      mode: 0o600,
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
