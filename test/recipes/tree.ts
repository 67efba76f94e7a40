import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { edited, type Recipe } from './recipe.ts';

export const root = join(import.meta.dirname, '../..');
const fixtures = join(root, 'test/fixtures/recipes');

/** A copy of the tree as it stands, with the packages of the original. */
export interface Tree {
  readonly folder: string;
  /** Makes the changes of a recipe. @throws Error where a text it goes by has changed */
  apply(recipe: Recipe): void;
  /** Takes all changes back. */
  restore(): void;
  remove(): void;
}

/** Files that a recipe adds, each by its place in the tree. */
export function addedFiles({ folder }: Recipe): string[] {
  const from = join(fixtures, folder);
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

export function copyTree(): Tree {
  const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
  for (const file of knownFiles()) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const changed = new Set<string>();
  const added = new Set<string>();
  return {
    folder,
    apply(recipe) {
      for (const edit of recipe.edits) {
        const file = join(folder, edit.file);
        writeFileSync(file, edited(readFileSync(file, 'utf8'), edit));
        changed.add(edit.file);
      }
      for (const file of addedFiles(recipe)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        cpSync(join(fixtures, recipe.folder, file), join(folder, file), { errorOnExist: true, force: false });
        added.add(file);
      }
    },
    restore() {
      for (const file of changed) cpSync(join(root, file), join(folder, file));
      for (const file of added) rmSync(join(folder, file));
      changed.clear();
      added.clear();
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Files of the repository, those not committed yet too. */
function knownFiles(): string[] {
  const { stdout, status } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) throw new Error('git does not list the files of the repository');
  return stdout.split('\0').filter((file) => file !== '' && !file.startsWith('test/fixtures/layouts/'));
}
