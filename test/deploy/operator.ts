import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { pythonTool } from '../support/python-tool.ts';

const root = join(import.meta.dirname, '../..');

/** The blocks of a document that are to be typed (`sh`), in order, by their heading. */
export function blocksOf(document: string): ReadonlyMap<string, readonly string[]> {
  const blocks = new Map<string, string[]>();
  let heading = '';
  for (const [, title, block] of document.matchAll(/^## (.+)$|^```sh\n([\s\S]*?)^```$/gm)) {
    if (title) heading = title;
    else blocks.set(heading, [...(blocks.get(heading) ?? []), block ?? '']);
  }
  return blocks;
}

export const operationsDocument = (): string =>
  readFileSync(join(root, 'docs/operations/operations.md'), 'utf8');

/** A shell in the project's folder. Definitions remain from one block to the next. */
export interface Shell {
  /**
   * Types a block.
   * @returns what it printed
   * @throws when a command of it fails
   */
  type(block: string): Promise<string>;
  close(): Promise<void>;
}

export function openShell(env: Readonly<Record<string, string>>): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'typed-'));
  const child = spawn('bash', ['--noprofile', '--norc'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      HOME: process.env['HOME'] ?? root,
      LANG: 'C.UTF-8',
      PATH: [dirname(process.execPath), pythonTool('operator'), process.env['PATH']].join(delimiter),
      ...env,
    },
  });
  let said = '';
  let heard: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
      heard();
    });
  const ended = once(child, 'exit').then(() => heard());
  child.stdin.write('set -euo pipefail\n');
  let count = 0;
  return {
    async type(block) {
      const from = said.length;
      const mark = `typed-${++count}`;
      // In a file, so that no command reads the lines that are typed after it.
      const file = join(folder, mark);
      writeFileSync(file, block);
      child.stdin.write(`source ${file} </dev/null\necho ${mark}\n`);
      while (!said.slice(from).includes(`${mark}\n`)) {
        if (child.exitCode !== null) throw new Error(`the shell ended:\n${said.slice(from).slice(-3000)}`);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
      return said.slice(from).replace(`${mark}\n`, '');
    },
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
