import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { generateSigningKey } from './signing-key.ts';

/** The keys of one machine: personal data, and the signature of settlement messages. Made once, mode 0600. */
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

async function createOnce(path: string, make: () => unknown): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(make()), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
