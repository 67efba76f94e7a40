import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { rawZip } from '../support/raw-zip.ts';
import { Bench } from './support/agent.ts';
import { exampleOf } from './support/example.ts';
import { interceptorOf } from './support/interceptor.ts';
import { penalty, penaltyFile } from './support/penalties.ts';
import { userOf } from './support/server-process.ts';
import { until } from './support/until.ts';

let bench: Bench;
let box: string;
beforeEach(async () => {
  bench = await Bench.create();
  box = bench.path('box');
});
afterEach(() => bench.close());

const folderBox = (more: object = {}) => ({
  ...exampleOf('folder'),
  name: 'market',
  folder: box,
  complete: { quietSeconds: 0.2 },
  lookEverySeconds: 0.3,
  ...more,
});

const put = (name: string, content: string | Uint8Array): void => writeFileSync(join(box, name), content);
const read = (...path: string[]): string => readFileSync(join(box, ...path), 'utf8');

it('a file is sent, and put away with a receipt and the answer to the rows that wait', async () => {
  put('处罚 2026..03.csv', penaltyFile([penalty(), penalty({ decidedOn: '2026/02/30' })]));
  const { code, log } = await bench.once(bench.config([folderBox()]));
  expect({ code, log }).toMatchObject({ code: 3 });
  expect(readdirSync(join(box, 'done')).sort()).toEqual([
    '处罚 2026..03-回执.txt',
    '处罚 2026..03-答复.csv',
    '处罚 2026..03.csv',
  ]);
  expect(read('done', '处罚 2026..03-回执.txt')).toContain(
    '收到2行，采纳1行，重复0行，待匹配0行，未采纳1行。',
  );
  expect(read('done', '处罚 2026..03-答复.csv')).toContain('not-a-date');
  expect(existsSync(join(box, '处罚 2026..03.csv'))).toBe(false);
});

it('an agent that is killed after the connector took a file, and one killed before it put it away, lose and double nothing', async () => {
  put('a.csv', penaltyFile([penalty(), penalty({ decidedOn: '2026/02/30' })]));
  const between = await interceptorOf(inject('connectorUrl'));
  const config = bench.config([folderBox()], { connector: between.url });
  const killedAt = async (moment: (request: { method: string; body: string }) => boolean): Promise<void> => {
    const agent = bench.start(config);
    between.onAnswer = async (request) => {
      if (!moment(request)) return 'pass';
      await agent.kill();
      return 'drop';
    };
    await agent.ended;
    between.onAnswer = () => 'pass';
  };
  await killedAt(({ method }) => method === 'PUT');
  expect(readdirSync(join(box, 'working'))).toEqual(['a.csv']);
  await killedAt(({ method, body }) => method === 'GET' && body.includes('"completed"'));
  expect(readdirSync(join(box, 'working'))).toEqual(['a.csv']);
  await bench.once(config);
  expect(readdirSync(join(box, 'done')).sort()).toEqual(['a-回执.txt', 'a-答复.csv', 'a.csv']);
  expect(readdirSync(join(box, 'working'))).toEqual([]);
  const sent = between.seen.filter(({ method }) => method === 'PUT').map(({ path }) => path);
  expect(sent).toEqual(Array(2).fill('/v1/feeds/market-supervision/files/a.csv'));
  expect(read('done', 'a-回执.txt')).toContain('收到2行，采纳0行，重复1行，待匹配0行，未采纳1行。');
  await between.close();
});

it('a file that grows is not read before it is whole', async () => {
  put('slow.csv', '');
  const agent = bench.start(bench.config([folderBox({ complete: { quietSeconds: 1.5 } })]));
  const lines = penaltyFile(Array.from({ length: 6 }, () => penalty())).split('\n');
  for (const line of lines) {
    const { lookedAt } = bench.status('market') ?? {};
    await bench.untilStatus('market', 'is looked at', (status) => status.lookedAt !== lookedAt);
    expect(existsSync(join(box, 'slow.csv'))).toBe(true);
    appendFileSync(join(box, 'slow.csv'), `${line}\n`);
  }
  await until('it is put away', () => existsSync(join(box, 'done', 'slow-回执.txt')));
  expect(read('done', 'slow-回执.txt')).toContain('收到6行，采纳6行');
  expect((await bench.runs()).length).toBe(1);
  await agent.stop();
});

it('the same content under two names, and again another day, is sent once', async () => {
  const content = penaltyFile([penalty()]);
  put('a.csv', content);
  put('copy of a.csv', content);
  const config = bench.config([folderBox()]);
  await bench.once(config);
  put('a.csv', content);
  await bench.once(config);
  expect((await bench.runs()).length).toBe(1);
  expect(readdirSync(join(box, 'done')).filter((name) => name.endsWith('.csv')).length).toBe(3);
  expect(read('done', 'copy of a-回执.txt')).toContain('与此前报送的“a.csv”内容相同，未再次报送');
});

it('a file that cannot be read is put into rejected with the reason, and may be sent again', async () => {
  put('notes.csv', '%PDF-1.7 nothing of ours');
  put('empty.csv', '');
  const config = bench.config([folderBox()]);
  expect((await bench.once(config)).code).toBe(0);
  expect(readdirSync(join(box, 'rejected')).sort()).toEqual([
    'empty-回执.txt',
    'empty.csv',
    'notes-回执.txt',
    'notes.csv',
  ]);
  expect(read('rejected', 'empty-回执.txt')).toContain('empty-file');
  expect(read('rejected', 'notes-回执.txt')).toContain('结果：未读取');
  put('notes.csv', '%PDF-1.7 nothing of ours');
  await bench.once(config);
  expect((await bench.runs()).length).toBe(2);
});

it('a held file waits in sight, stops no other, and goes on when it is released', async () => {
  const [header = '', ...rows] = penaltyFile([penalty()]).split('\n');
  put('a.csv', [`${header},"手机"`, ...rows.map((row) => `${row},"1"`)].join('\n'));
  put('b.csv', penaltyFile([penalty()]));
  const agent = bench.start(bench.config([folderBox()]));
  const { held } = await bench.untilStatus('market', 'has a held run', (status) => status.held.length > 0);
  await until('the other is put away', () => existsSync(join(box, 'done', 'b.csv')));
  expect(readdirSync(join(box, 'working')).sort()).toEqual(['a-暂停.txt', 'a.csv']);
  expect(read('working', 'a-暂停.txt')).toContain('unknown-column');
  await bench.client.call('POST', `/v1/feeds/runs/${held[0]?.run}/release`);
  await until('it is put away', () => existsSync(join(box, 'done', 'a-回执.txt')));
  await until('its note is gone', () => readdirSync(join(box, 'working')).length === 0);
  await agent.stop();
  expect(agent.output).not.toContain('手机');
});

it('folders, links, pipes and other names are left alone and said', async () => {
  mkdirSync(join(box, 'sub.csv'));
  symlinkSync('/etc/passwd', join(box, 'link.csv'));
  execFileSync('mkfifo', [join(box, 'pipe.csv')]);
  put('read me.txt', 'x');
  put('.a.csv', 'x');
  const { code, log } = await bench.once(bench.config([folderBox()]));
  expect(code).toBe(0);
  expect(log).toContain('"links":1,"folders":1,"unreadableNames":0,"otherNames":1');
  expect(readdirSync(box).sort()).toEqual([
    '.a.csv',
    'link.csv',
    'pipe.csv',
    'read me.txt',
    'sub.csv',
    'working',
  ]);
});

it('a folder without rights is said, nothing is sent, and work goes on when they are given', async () => {
  put('a.csv', penaltyFile([penalty()]));
  const { uid } = userOf('nobody');
  execFileSync('chown', ['-R', String(uid), bench.folder]);
  execFileSync('chown', ['root', box]);
  chmodSync(box, 0o755);
  const config = bench.config([folderBox()]);
  const check = bench.start(config, ['--check'], { user: uid });
  expect(await check.ended).toBe(1);
  expect(check.output).toContain('no right to');
  const agent = bench.start(config, [], { user: uid });
  await bench.untilStatus('market', 'fails', ({ problems }) =>
    problems.some((one) => one.includes('no right to')),
  );
  expect(readdirSync(box)).toEqual(['a.csv']);
  chmodSync(box, 0o777);
  await until('it is put away', () => existsSync(join(box, 'done', 'a-回执.txt')));
  await agent.stop();
  expect(agent.output).not.toContain('a.csv');
  expect((await bench.runs()).length).toBe(1);
});

it('a full disk loses nothing: the answer is written when there is room, and the file is not sent twice', async () => {
  const mounted = mountSmall(box);
  if (!mounted) return;
  try {
    put('a.csv', penaltyFile([penalty(), penalty({ decidedOn: '2026/02/30' })]));
    const between = await interceptorOf(inject('connectorUrl'));
    between.onAnswer = ({ path }) => {
      if (path.includes('/answer') && !existsSync(join(box, 'filler'))) fill(join(box, 'filler'));
      return 'pass';
    };
    const agent = bench.start(bench.config([folderBox()], { connector: between.url }));
    const isFull = (problems: readonly string[]): boolean =>
      problems.some((one) => one.includes('the disk is full'));
    await bench.untilStatus('market', 'has a full disk', ({ problems }) => isFull(problems));
    expect(readdirSync(join(box, 'working'))).toEqual(['a.csv']);
    rmSync(join(box, 'filler'));
    between.onAnswer = () => 'pass';
    await until('it is put away', () => existsSync(join(box, 'done', 'a-回执.txt')));
    expect(read('done', 'a-答复.csv')).toContain('not-a-date');
    expect(between.seen.filter(({ method }) => method === 'PUT').length).toBe(1);
    await bench.untilStatus('market', 'works again', ({ problems }) => problems.length === 0);
    await agent.stop();
    await between.close();
  } finally {
    execFileSync('umount', [box]);
  }
});

it('a connector that does not answer, and a token that does not hold, are waited for', async () => {
  put('a.csv', penaltyFile([penalty()]));
  const good = readFileSync(join(bench.folder, 'token'), 'utf8');
  bench.giveToken('nothing');
  const agent = bench.start(bench.config([folderBox()]));
  await bench.untilStatus('market', 'fails', ({ problems }) =>
    problems.some((one) => one.includes('no-valid-token')),
  );
  bench.giveToken(good);
  await until('it is put away', () => existsSync(join(box, 'done', 'a.csv')));
  await agent.stop();
  put('b.csv', penaltyFile([penalty()]));
  const { code, log } = await bench.once(bench.config([folderBox()], { connector: 'http://127.0.0.1:1' }));
  expect(code).toBe(1);
  expect(log).toContain('the connector does not answer');
  expect((await bench.once(bench.config([folderBox()]))).code).toBe(0);
  expect(existsSync(join(box, 'done', 'b.csv'))).toBe(true);
});

it('a box that is quiet for longer than expected is said once', async () => {
  const agent = bench.start(bench.config([folderBox({ expectedEveryHours: 1 / 3600 })]));
  await bench.untilStatus('market', 'is quiet', ({ quietSince }) => quietSince !== undefined);
  await agent.stop();
  expect(agent.events().filter(({ event }) => event === 'box.quiet').length).toBe(1);
});

it('two agents do not work on one journal', async () => {
  const config = bench.config([folderBox()]);
  const first = bench.start(config);
  await bench.untilStatus('market', 'is looked at', () => true);
  const second = bench.start(config);
  expect(await second.ended).toBe(1);
  expect(second.errors).toContain('another agent works on');
  await first.stop();
});

it('an archive of files is one file with a receipt of each, and an answer of each that waits', async () => {
  put(
    '一月.zip',
    rawZip(
      { name: 'a/one.csv', content: penaltyFile([penalty({ decidedOn: '2026/02/30' })]) },
      { name: 'two.csv', content: penaltyFile([penalty()]) },
    ),
  );
  await bench.once(bench.config([folderBox()]));
  expect(readdirSync(join(box, 'done')).sort()).toEqual(['一月-1-one-答复.csv', '一月-回执.txt', '一月.zip']);
  expect(read('done', '一月-回执.txt')).toContain('压缩包内文件：two.csv');
});

it('files that were taken by an agent whose journal is lost are found again', async () => {
  mkdirSync(join(box, 'working'));
  writeFileSync(join(box, 'working', 'a.csv'), penaltyFile([penalty()]));
  const { code } = await bench.once(bench.config([folderBox()]));
  expect(code).toBe(0);
  expect(readdirSync(join(box, 'done')).sort()).toEqual(['a-回执.txt', 'a.csv']);
});

it('a folder of 100,000 other files does not hide the few that are sent', async () => {
  for (let number = 0; number < 100_000; number++) writeFileSync(join(box, `scan-${number}.jpg`), '');
  for (let number = 0; number < 20; number++) put(`z-${number}.csv`, penaltyFile([penalty()]));
  const { code } = await bench.once(bench.config([folderBox()]));
  expect(code).toBe(0);
  expect(readdirSync(join(box, 'done')).length).toBe(40);
});

/** A file system of 64 kB. False where this machine may not mount one: the test then tries nothing. */
function mountSmall(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('NOT TESTED: a full disk (no right to mount)');
    return false;
  }
}

/** Fills what is left of a disk. */
function fill(path: string): void {
  try {
    for (;;) appendFileSync(path, Buffer.alloc(4096));
  } catch {
    // It is full.
  }
}
