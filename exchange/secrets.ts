import { readFile } from 'node:fs/promises';
import type { Secret } from './config.ts';
import { BoxProblem } from './problem.ts';

/** The text of a secret, without the line end of its file. @throws BoxProblem that names where it is missing */
export async function readSecret(secret: Secret): Promise<string> {
  if ('env' in secret) {
    const value = process.env[secret.env];
    if (!value) throw new BoxProblem(`the environment has no ${secret.env}`);
    return value;
  }
  const text = await readFile(secret.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BoxProblem(`the secret ${secret.file} cannot be read (${error.code})`);
  });
  if (text.trim() === '') throw new BoxProblem(`the secret ${secret.file} is empty`);
  return text.trimEnd();
}
