import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alarms } from '../../../infra/alarms.ts';
import { type FunctionDefinition, functions } from '../../../infra/system.ts';

const root = join(import.meta.dirname, '../../..');
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Keys of the routes in the files of a function. */
const routesOf = (entry: string): string[] =>
  readdirSync(join(root, dirname(entry)))
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...textOf(join(dirname(entry), file)).matchAll(/^ +'((?:GET|POST|PUT) \/\S*)':/gm)])
    .map(([, route = '']) => route);

describe('a function', () => {
  it.each(Object.entries<FunctionDefinition>(functions))(
    '%s answers the routes that start it, and no other',
    (_name, { entry, startedBy }) => {
      const declared = (startedBy.routes ?? []).map(({ method, path }) => `${method} ${path}`);
      expect(routesOf(entry).sort()).toEqual(declared.sort());
    },
  );
});

it('an alarm has a heading of the runbook that says what to do', () => {
  const headings = [...textOf('docs/operations/runbook.md').matchAll(/^### (.+)$/gm)].map(
    ([, title]) => title,
  );
  expect(alarms.filter(({ heading }) => !headings.includes(heading))).toEqual([]);
  expect(alarms.length).toBeGreaterThan(10);
});
