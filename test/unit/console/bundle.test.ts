import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleConsole } from '../../../infra/console-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'console-'));
const assets = await bundleConsole(folder);
const script = readdirSync(folder)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');
afterAll(() => rmSync(folder, { recursive: true }));

describe('the bundle of the console', () => {
  it('is sent in at most 200 kB before the first screen is there', () => {
    const first = assets.filter(({ isFirst }) => isFirst);
    expect(first.filter(({ name }) => /^console-\w+\.(js|css)$/.test(name))).toHaveLength(2);
    expect(first.length).toBeLessThan(assets.length);
    expect(first.reduce((sum, { sentBytes }) => sum + sentBytes, 0)).toBeLessThanOrEqual(200_000);
  });

  /** Newer than Chromium 90, with what has it: `console/oldest-browser.ts` adds the others. */
  it.each([
    'structuredClone(',
    '.findLast(',
    '.findLastIndex(',
    '.toSorted(',
    '.toReversed(',
    '.groupBy(',
    'Array.fromAsync',
    'Promise.withResolvers',
    'crypto.randomUUID',
    'AbortSignal.timeout',
    'AbortSignal.any',
    'URL.canParse',
    '.isWellFormed(',
    '.hasIndices',
    '.throwIfAborted(',
  ])('calls no %s, which Chromium 90 lacks', (name) => {
    expect(script).not.toContain(name);
  });

  it('has no schema in it, and nothing that evaluates text', () => {
    expect(script).not.toContain('ZodObject');
    expect(script).not.toMatch(/\beval\(|new Function\(/);
  });
});
