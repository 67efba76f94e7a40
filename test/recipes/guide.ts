import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recipe } from './recipe.ts';
import { addedFiles, root } from './tree.ts';

/** The table of CONTRIBUTING.md, Recipes: the files of each row. A row without a title continues the one above. */
function filesOfGuide(): Map<string, readonly string[]> {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, section = ''] = guide.split(/^## Recipes$/m);
  const rows = (section.split(/^## /m)[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  const files = new Map<string, readonly string[]>();
  let title = '';
  for (const row of rows) {
    const [, first = '', second = ''] = row.split('|').map((cell) => cell.trim());
    title = first || title;
    const named = [...second.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file);
    files.set(title, [...(files.get(title) ?? []), ...named]);
  }
  return files;
}

/** What a recipe touches and its row does not name, and the other way round. */
export function faultsOfGuide(recipe: Recipe): string[] {
  const named = filesOfGuide().get(recipe.title);
  if (!named) return [`CONTRIBUTING.md, Recipes, has no row "${recipe.title}".`];
  const touched = [...recipe.edits.map(({ file }) => file), ...addedFiles(recipe)].filter(
    (file) => !file.endsWith('.test.ts'),
  );
  return [
    ...touched
      .filter((file) => !named.some((name) => isNamed(file, name)))
      .map((file) => `The row "${recipe.title}" of CONTRIBUTING.md does not name ${file}.`),
    ...named
      .filter((name) => name.includes('/') && !touched.some((file) => isNamed(file, name)))
      .map(
        (name) =>
          `The row "${recipe.title}" of CONTRIBUTING.md names ${name}, which the recipe leaves alone.`,
      ),
  ];
}

/** `lib/feeds/sources/<source>/feed.ts`: a part in angle brackets stands for any name. */
function isNamed(file: string, name: string): boolean {
  const pattern = name.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/<[^>]+>/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(file);
}
