import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from '../supply/packages.ts';

interface Binary {
  readonly package: string;
  /** Checksum of the package as the registry has it (Subresource Integrity). */
  readonly integrity: string;
}

/** Node.js for each machine that the archive serves: the version that the lockfile pins for the rest. */
export const nodeBinaries = readJson('infra/release/node-binaries.json') as Readonly<
  Record<'amd64' | 'arm64', Binary>
>;

const kept = join(root, '.tools/node-binaries');

/** Fetches the packages of Node.js once, checks them, and lays program and licence into `linux-amd64` and `linux-arm64`. */
export function layNodeBinaries(folder: string): void {
  mkdirSync(kept, { recursive: true });
  for (const [arch, binary] of Object.entries(nodeBinaries)) {
    const archive = fetched(binary);
    const unpacked = join(folder, `linux-${arch}`);
    mkdirSync(unpacked, { recursive: true });
    run('tar', [
      '-xzf',
      archive,
      '-C',
      unpacked,
      '--strip-components=1',
      'package/bin/node',
      'package/LICENSE',
    ]);
  }
}

function fetched({ package: label, integrity }: Binary): string {
  const path = join(kept, `${label.replace('@', '-')}.tgz`);
  if (!existsSync(path)) run('npm', ['pack', label, '--silent', '--pack-destination', kept]);
  const found = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
  if (found !== integrity) throw new Error(`${label} is not the package that is pinned`);
  return path;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}
