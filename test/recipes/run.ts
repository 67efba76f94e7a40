import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createChecks } from './checks.ts';
import { faultsOfGuide } from './guide.ts';
import type { Recipe } from './recipe.ts';
import { recipes } from './recipes.ts';
import { addedFiles, copyTree } from './tree.ts';

const help = `Tries the recipes of CONTRIBUTING.md on a copy of the tree: each by itself with its own tests, then all of them together
with types, boundaries and the tests of the product that they concern. Exit code 0 when none failed.

  npm run test:recipes -- [--only FOLDER] [--keep]    --only tries one by itself · --keep leaves the copy there`;

const { values } = parseArgs({
  options: { only: { type: 'string' }, keep: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}

const chosen = recipes.filter(({ folder }) => values.only === undefined || folder === values.only);
if (chosen.length === 0) throw new Error(`There is no recipe ${values.only}.`);
const { check, count } = createChecks();
const tree = copyTree();
try {
  for (const recipe of chosen) tryAlone(recipe);
  if (values.only === undefined) tryTogether();
} finally {
  if (values.keep) console.log(`The copy is in ${tree.folder}`);
  else tree.remove();
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

function tryAlone(recipe: Recipe): void {
  check(`${recipe.title}: CONTRIBUTING.md names its places`, () => faultsOfGuide(recipe).join('\n'));
  check(`${recipe.title}: works by itself`, () => {
    tree.apply(recipe);
    return vitest(ownTests(recipe));
  });
  if (values.only === undefined) tree.restore();
}

function tryTogether(): void {
  check('all together: fit into one tree', () => {
    for (const recipe of recipes) tree.apply(recipe);
    return '';
  });
  check('all together: types', () => run('npm', 'run', '-s', 'check:types'));
  check('all together: boundaries', () => run('npm', 'run', '-s', 'check:boundaries'));
  const concerned = recipes.flatMap((recipe) => [...recipe.concerns, ...ownTests(recipe)]);
  check('all together: tests', () => vitest([...new Set(concerned)]));
}

function ownTests(recipe: Recipe): string[] {
  return addedFiles(recipe).filter((file) => file.endsWith('.test.ts'));
}

function vitest(files: readonly string[]): string {
  return run(
    process.execPath,
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=dot',
    ...files,
  );
}

/** Runs a program in the copy: what it said when it failed, and nothing when it did not. */
function run(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: tree.folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1' },
  });
  if (error) throw error;
  return status === 0 ? '' : `${stdout}\n${stderr}`.trim() || `ended with ${status}`;
}
