import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRelease } from '../../infra/release/make-archive.ts';

/** The archive of this release, signed with a key made for the test. */
export interface TestRelease {
  readonly archive: string;
  readonly statement: string;
  readonly publicKey: string;
  /** The public key of somebody else. */
  readonly otherKey: string;
}

export async function makeTestRelease(folder: string): Promise<TestRelease> {
  mkdirSync(folder, { recursive: true });
  const keys = generateKeyPairSync('ed25519');
  const pem = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const kept = (name: string, key = keys.publicKey): string => {
    const path = join(folder, name);
    writeFileSync(path, key.export({ format: 'pem', type: 'spki' }));
    return path;
  };
  const { archive, statement } = await makeRelease({ to: folder, key: pem });
  return {
    archive,
    statement,
    publicKey: kept('release.pub'),
    otherKey: kept('other.pub', generateKeyPairSync('ed25519').publicKey),
  };
}
