import { readFileSync } from 'node:fs';
import type { Settings } from './settings.ts';

/** Settings that are secrets: each may stand in a file, which the same name with `_FILE` names. */
const secrets = ['AWS_SECRET_ACCESS_KEY', 'DIRECTORY_TOKEN', 'SETTLEMENT_SIGNING', 'PULL_TOKENS'];

/** The settings with the secrets that stand in files. @throws Error for a file that cannot be read */
export function withSecretFiles(env: Settings): Settings {
  const read = secrets.flatMap((name) => {
    const file = env[`${name}_FILE`];
    return file ? [[name, contentOf(file, name)]] : [];
  });
  return { ...env, ...Object.fromEntries(read) };
}

function contentOf(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Error(
      `${name}_FILE names ${file}, which cannot be read (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}
