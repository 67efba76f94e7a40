import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A fixed plugin: the one that a machine's Maven would choose is its own. */
const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * A folder with the libraries of Java that a tool uses: what `pom.xml` in `folder` names, each file by its checksum in
 * `jars.sha256`. It is made on first use and again when one of the two changes.
 * @returns undefined where Java 17 or Maven is missing
 */
export function javaTool(folder: string): string | undefined {
  const isThere = /version "(1[7-9]|[2-9]\d)/.test(
    spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr,
  );
  if (!isThere) return undefined;
  const [pom, list] = [join(folder, 'pom.xml'), join(folder, 'jars.sha256')];
  const jars = join(root, '.tools', `${folder.split('/').slice(-2).join('-')}-java`);
  const made = join(jars, 'made-from');
  const digest = sha256(Buffer.concat([pom, list].map((path) => readFileSync(path))));
  if (existsSync(made) && readFileSync(made, 'utf8') === digest) return jars;
  rmSync(jars, { recursive: true, force: true });
  const args = ['--quiet', '--batch-mode', '--file', pom, copy, `-DoutputDirectory=${jars}`];
  const { status, stdout, error } = spawnSync('mvn', args, { encoding: 'utf8' });
  if (error) return undefined;
  if (status !== 0) throw new Error(`mvn of ${pom} failed: ${stdout}`);
  check(jars, readFileSync(list, 'utf8'));
  writeFileSync(made, digest);
  return jars;
}

/** @throws Error for a file that is not on the list, or is another one */
function check(jars: string, list: string): void {
  const found = readdirSync(jars).map((name) => `${sha256(readFileSync(join(jars, name)))}  ${name}`);
  const known = list.split('\n').filter((line) => line !== '');
  const wrong = found.filter((line) => !known.includes(line));
  if (wrong.length > 0 || found.length !== known.length)
    throw new Error(`The jars are not those of the list:\n${wrong.join('\n')}`);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
