import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/**
 * A folder with packages of npm that only a tool uses, pinned in `test/tools/<tool>/package-lock.json`, each file by its
 * checksum. Nothing of them is part of the product or of its dependencies. It is made on first use and again when the
 * list changes. No script of a package runs.
 * @returns the folder that holds `node_modules`
 */
export function nodeTool(tool: string): string {
  const list = join(root, 'test/tools', tool);
  const folder = join(root, '.tools', `${tool}-npm`);
  const made = join(folder, 'made-from');
  const digest = createHash('sha256')
    .update(readFileSync(join(list, 'package-lock.json')))
    .digest('hex');
  if (existsSync(made) && readFileSync(made, 'utf8') === digest) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(join(list, file), join(folder, file));
  const { status, stderr } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`npm ci for ${tool} failed: ${stderr}`);
  writeFileSync(made, digest);
  return folder;
}
