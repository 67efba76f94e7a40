import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeOf } from './place.ts';

const place = placeOf(process.env);
const readme = readFileSync(join(import.meta.dirname, '../../clients/typescript/README.md'), 'utf8');

/** A program of the README, by the name in its first line. */
function program(name: string): string {
  const [, text] = new RegExp(`\`\`\`js\n// ${name}\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  if (text === undefined) throw new Error(`the README has no ${name}`);
  return text;
}

/** Runs it as the README says, where the package is installed. */
function run(name: string, ...args: readonly string[]): string {
  writeFileSync(join(place.INSTALLED, name), program(name));
  const { stdout, stderr, status } = spawnSync(process.execPath, [name, ...args], {
    cwd: place.INSTALLED,
    encoding: 'utf8',
    env: { ...process.env },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

describe('the programs of the README', () => {
  it('install the package that the build packs', () => {
    expect(readme).toContain('npm install ./credit-connector-client-0.1.0.tgz');
    const { name, dependencies } = JSON.parse(
      readFileSync(join(place.INSTALLED, 'node_modules/@credit-connector/client/package.json'), 'utf8'),
    ) as { name: string; dependencies?: object };
    expect([name, dependencies]).toEqual(['@credit-connector/client', undefined]);
  });

  it('ask for a grade with the credentials of an agency', () => {
    expect(run('grade.mjs', place.PHARMACY)).toMatch(
      /^graded pharmacy \d{4} [A-E] interim\nreceipt [0-9A-Z]{26}\n$/,
    );
  });

  it('read the changed grades once', () => {
    expect(run('changes.mjs')).toMatch(/^\S+ [IUD] \S+ [A-E]/);
    expect(run('changes.mjs')).toBe('');
  });

  it('send a file', () => {
    expect(run('send.mjs', place.FEED_FILE)).toMatch(/^completed \d+ 0 \d+\n$/);
  });

  it('prove the ledger', () => {
    expect(run('prove.mjs', place.RECORD)).toMatch(/^proved \d+ entries\n[A-E]\n$/);
  });
});
