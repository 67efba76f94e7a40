import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Of } from '../backup/sums.ts';
import { root } from '../supply/packages.ts';
import { layTree, versionOf } from './lay-tree.ts';
import { nodeBinaries } from './node-binaries.ts';
import { envelopeOf, statementOf } from './statement.ts';

export interface ReleaseOptions {
  /** Where the archive and its statement are put. */
  readonly to: string;
  /** The private key that signs the statement, in PEM. */
  readonly key?: string | undefined;
}

export interface Release {
  readonly archive: string;
  readonly statement: string;
  readonly sha256: string;
  readonly isSigned: boolean;
}

/** Builds the archive of this release. Of one commit two archives are equal to the byte. */
export async function makeRelease({ to, key }: ReleaseOptions): Promise<Release> {
  const version = versionOf();
  const name = `credit-connector-${version}`;
  const epochSeconds = Number(git('log', '-1', '--format=%ct'));
  const stage = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    await layTree(join(stage, name), { epochSeconds });
    mkdirSync(to, { recursive: true });
    const archive = join(to, `${name}.tar.gz`);
    pack(stage, { name, archive, epochSeconds });
    const sha256 = await sha256Of(archive);
    const statement = `${archive}.intoto.json`;
    writeFileSync(statement, envelopeOf(await statementFor({ name, version, sha256 }), key));
    return { archive, statement, sha256, isSigned: key !== undefined };
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

const statementFor = async ({ name, version, sha256 }: { name: string; version: string; sha256: string }) =>
  statementOf({
    archive: `${name}.tar.gz`,
    sha256,
    version,
    commit: git('rev-parse', 'HEAD'),
    materials: [
      { name: 'package-lock.json', sha256: await sha256Of(join(root, 'package-lock.json')) },
      ...Object.values(nodeBinaries).map(({ package: label, integrity }) => ({
        name: label,
        sha512: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'),
      })),
    ],
  });

/** Names sorted, one owner, one time: nothing of the machine or the hour. */
function pack(
  stage: string,
  { name, archive, epochSeconds }: { name: string; archive: string; epochSeconds: number },
): void {
  const tar = `tar --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mtime=@${epochSeconds} -cf - "$2"`;
  run('sh', ['-c', `cd "$1" && ${tar} | gzip -n -6 > "$3"`, 'pack', stage, name, archive]);
}

const git = (...args: string[]): string => run('git', ['-C', root, ...args]).trim();

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
  return stdout;
}

/** The key of `RELEASE_KEY`. @throws Error for a file that is not there */
export function keyIn(path: string | undefined): string | undefined {
  if (!path) return undefined;
  if (!existsSync(path)) throw new Error(`RELEASE_KEY names ${path}, where no file is`);
  return readFileSync(path, 'utf8');
}
