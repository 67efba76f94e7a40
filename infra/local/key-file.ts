import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { generateSigningKey } from './signing-key.ts';

/**
 * Creates the key file of one machine once, with mode 0600: keys of personal data, and the key of settlement messages.
 */
export async function ensureKeyFile(path: string): Promise<void> {
  await createOnce(path, () => ({
    pepper: randomBytes(32).toString('base64'),
    dataKeys: { '1': randomBytes(32).toString('base64') },
  }));
}

/** The signing key of this machine's connector, and the key with which the settlement simulator verifies. */
export async function ensureSigningKey(path: string): Promise<{ privateKey: string; publicKey: string }> {
  await createOnce(path, generateSigningKey);
  return JSON.parse(await readFile(path, 'utf8')) as { privateKey: string; publicKey: string };
}

/** Creates the key that signs the ledger of this machine's connector: P-256, PKCS 8. */
export async function ensureLedgerKey(path: string): Promise<void> {
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
