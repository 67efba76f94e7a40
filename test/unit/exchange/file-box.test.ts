import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../../exchange/connector.ts';
import { FileBox } from '../../../exchange/files/file-box.ts';
import { folderFiles } from '../../../exchange/files/folder.ts';
import { Journal } from '../../../exchange/journal.ts';
import { lookAt } from '../../../exchange/look.ts';
import { problemText } from '../../../exchange/problem.ts';
import type { RunView } from '../../../infra/cli/client.ts';

let folder: string;
let journal: Journal;
let now: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-box-'));
  mkdirSync(join(folder, 'box'));
  now = 0;
  journal = new Journal(join(folder, 'state'), () => new Date(now));
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (...names: string[]): string => join(folder, 'box', ...names);
const put = (name: string, text: string): void => writeFileSync(at(name), text);

const boxOf = (more: Partial<{ sameIsSkipped: 'always' | 'directly-after' }> = {}): FileBox =>
  new FileBox(
    {
      name: 'box',
      source: 'court',
      patterns: ['*.csv'],
      complete: 'ok-file',
      sameIsSkipped: 'always',
      ...more,
    },
    {
      files: folderFiles(at()),
      journal,
      say: () => undefined,
      clock: () => new Date(now),
      spool: join(folder, 'spool'),
    },
  );

/** A connector that takes everything, and says of each run what it is told to. */
function connectorThat(status: RunView['status'] = 'completed') {
  const sent: string[] = [];
  const state = { status, onSend: (_name: string): void => undefined };
  const connector: Connector = {
    send: async (_source, name) => {
      state.onSend(name);
      sent.push(name);
      return `run-${sent.length}`;
    },
    run: async (runId) =>
      ({
        ...{ runId, status: state.status, source: 'court', file: {}, ignoredColumns: [], startedAt: '' },
        ...{ received: 1, accepted: 1, duplicates: 0, unmatched: 0, quarantined: 0 },
      }) as RunView,
    answers: async function* () {},
    findings: async function* () {},
  };
  return { connector, sent, state };
}

const look = (box: FileBox, connector: Connector) =>
  lookAt(box, { journal, connector, say: () => undefined });

const drop = (name: string, text: string): void => {
  put(name, text);
  put(`${name}.ok`, '');
};

describe('a box of files', () => {
  it('forgets a file that is taken away before it is read', async () => {
    const { connector, sent } = connectorThat();
    const box = boxOf();
    drop('a.csv', 'a');
    await box.find(5);
    rmSync(at('a.csv'));
    expect(await look(box, connector)).toMatchObject({ moving: 0, problems: [] });
    expect(sent).toEqual([]);
    expect(journal.open('box')).toEqual([]);
  });

  it('gives a file that was written to after it was read back, and reads it again', async () => {
    const { connector, sent, state } = connectorThat('running');
    const box = boxOf();
    drop('a.csv', 'a');
    await look(box, connector);
    appendFileSync(at('working', 'a.csv'), 'more');
    state.status = 'completed';
    await look(box, connector);
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('amore');
    expect(readFileSync(at('done', 'a-回执.txt'), 'utf8')).toContain('又有改动');
    put('a.csv.ok', '');
    await look(box, connector);
    expect(sent).toEqual(['a.csv', 'a.csv']);
    expect(readFileSync(at('done', 'a.csv'), 'utf8')).toBe('amore');
  });

  it('keeps a file of yesterday when one of the same name comes', async () => {
    const { connector } = connectorThat();
    const box = boxOf();
    for (const text of ['one', 'two']) {
      drop('a.csv', text);
      await look(box, connector);
    }
    expect(readdirSync(at('done')).sort()).toEqual(['a-回执.txt', 'a.csv', 'a~2-回执.txt', 'a~2.csv']);
  });

  it('sends a whole list again that returns to an earlier one, but not twice in a row', async () => {
    const { connector, sent } = connectorThat();
    const box = boxOf({ sameIsSkipped: 'directly-after' });
    for (const [name, text] of Object.entries({ '1.csv': 'A', '2.csv': 'A', '3.csv': 'B', '4.csv': 'A' })) {
      drop(name, text);
      await look(box, connector);
    }
    expect(sent).toEqual(['1.csv', '3.csv', '4.csv']);
  });

  it('takes no more than may be on their way, and those first that were found first', async () => {
    const { connector, sent, state } = connectorThat('running');
    const box = boxOf();
    for (let number = 10; number < 40; number++) drop(`${number}.csv`, String(number));
    expect((await look(box, connector)).moving).toBe(16);
    expect((await look(box, connector)).moving).toBe(16);
    state.status = 'completed';
    await look(box, connector);
    await look(box, connector);
    expect(sent.length).toBe(30);
    expect(sent.slice(0, 2)).toEqual(['10.csv', '11.csv']);
    expect(readdirSync(at('working'))).toEqual([]);
  });

  it('puts a file away once, wherever an earlier agent stopped', async () => {
    const { connector, state } = connectorThat('running');
    drop('a.csv', 'a');
    await look(boxOf(), connector);
    state.status = 'completed';
    const [entry] = journal.open('box');
    const run = await connector.run('run-1');
    if (!entry) throw new Error('nothing is open');
    await boxOf().settle(entry, { kind: 'read', runs: [run] }, connector);
    await look(boxOf(), connector);
    expect(readdirSync(at('done')).sort()).toEqual(['a-回执.txt', 'a.csv']);
    expect(existsSync(at('working', 'a.csv.ok'))).toBe(false);
    expect(journal.open('box')).toEqual([]);
  });

  it('keeps a file whose sending fails, and says nothing of it but a code', async () => {
    const { connector, sent, state } = connectorThat();
    state.onSend = () => {
      throw Object.assign(new Error("ENOSPC: no space, write '/srv/张三.csv'"), {
        code: 'ENOSPC',
        syscall: 'write',
      });
    };
    drop('a.csv', 'a');
    const { problems } = await look(boxOf(), connector);
    expect(problems.map(problemText)).toEqual(['the disk is full (write ENOSPC)']);
    state.onSend = () => undefined;
    await look(boxOf(), connector);
    expect(sent).toEqual(['a.csv']);
  });
});

it('a journal belongs to one agent', () => {
  expect(() => new Journal(join(folder, 'state'), () => new Date(0))).toThrow('another agent works on');
});
