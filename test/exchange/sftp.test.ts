import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { Bench } from './support/agent.ts';
import { exampleOf } from './support/example.ts';
import { interceptorOf } from './support/interceptor.ts';
import { penalty, penaltyFile } from './support/penalties.ts';
import { userOf } from './support/server-process.ts';
import { type SftpServer, sftpUser, startSftp } from './support/sshd.ts';
import { until } from './support/until.ts';

let server: SftpServer;
let bench: Bench;
let box: string;
let serial = 0;
beforeAll(async () => {
  server = await startSftp();
});
afterAll(() => server.close());
beforeEach(async () => {
  bench = await Bench.create();
  box = join(server.box, `authority-${++serial}`);
  mkdirSync(box);
  own(box);
});
afterEach(() => bench.close());

const own = (path: string): void => {
  const { uid, gid } = userOf(sftpUser);
  chownSync(path, uid, gid);
};
const put = (name: string, content: string | Uint8Array): void => {
  writeFileSync(join(box, name), content);
  own(join(box, name));
};
const listed = (folder: string): string[] =>
  existsSync(join(box, folder)) ? readdirSync(join(box, folder)).sort() : [];

const sftpBox = (more: object = {}) => ({
  ...exampleOf('sftp'),
  name: 'authority',
  source: 'market-supervision',
  ...{
    host: '127.0.0.1',
    port: server.port,
    user: sftpUser,
    hostKey: server.hostKey,
    key: { file: server.userKey },
  },
  folder: box,
  complete: { quietSeconds: 0.2 },
  lookEverySeconds: 0.3,
  ...more,
});

it('a file of a server is sent, moved there, and has its answer beside it', async () => {
  put('一季度 处罚.csv', penaltyFile([penalty(), penalty({ decidedOn: '2026/02/30' })]));
  put('..hidden..csv', penaltyFile([penalty()]));
  const { code, log } = await bench.once(bench.config([sftpBox()]));
  expect({ code, log }).toMatchObject({ code: 3 });
  expect(listed('done')).toEqual(['一季度 处罚-回执.txt', '一季度 处罚-答复.csv', '一季度 处罚.csv']);
  expect(readFileSync(join(box, 'done', '一季度 处罚-答复.csv'), 'utf8')).toContain('not-a-date');
  expect(listed('working')).toEqual([]);
  expect(log).not.toContain('处罚');
});

it('a file without its companion waits, folders and links are left alone, an empty file is refused', async () => {
  put('a.csv', penaltyFile([penalty()]));
  put('b.csv', penaltyFile([penalty()]));
  put('b.csv.ok', '');
  put('c.csv', '');
  put('c.ok', '');
  mkdirSync(join(box, 'folder.csv'));
  symlinkSync('/etc/passwd', join(box, 'link.csv'));
  const { log } = await bench.once(bench.config([sftpBox({ complete: 'ok-file' })]));
  expect(listed('.')).toEqual(['a.csv', 'done', 'folder.csv', 'link.csv', 'rejected', 'working']);
  expect(listed('done')).toEqual(['b-回执.txt', 'b.csv']);
  expect(listed('rejected')).toEqual(['c-回执.txt', 'c.csv']);
  expect(readFileSync(join(box, 'rejected', 'c-回执.txt'), 'utf8')).toContain('empty-file');
  expect(log).toContain('"event":"box.passed-over"');
});

it('a server with another host key is not logged in to, until the new one is pinned', async () => {
  put('a.csv', penaltyFile([penalty()]));
  const pinned = server.hostKey;
  await server.stop();
  const shown = server.replaceHostKey();
  await server.start();
  const config = bench.config([sftpBox({ hostKey: pinned })]);
  const { code, log } = await bench.once(config);
  expect(code).toBe(1);
  expect(log).toContain(`the server shows another host key (${shown}) than the pinned one`);
  expect(listed('.')).toEqual(['a.csv']);
  const check = bench.start(config, ['--check']);
  expect(await check.ended).toBe(1);
  expect(check.output).toContain('another host key');
  await bench.once(bench.config([sftpBox({ hostKey: [pinned, shown] })]));
  expect(listed('done')).toEqual(['a-回执.txt', 'a.csv']);
});

it('a connection that breaks is made again, and nothing is sent twice', async () => {
  put('a.csv', penaltyFile([penalty(), penalty({ decidedOn: '2026/02/30' })]));
  const between = await interceptorOf(inject('connectorUrl'));
  let broken = false;
  between.onAnswer = async ({ body }): Promise<'pass'> => {
    if (broken || !body.includes('"completed"')) return 'pass';
    broken = true;
    await server.stop();
    return 'pass';
  };
  const agent = bench.start(bench.config([sftpBox()], { connector: between.url }));
  await bench.untilStatus('authority', 'fails', ({ problems }) => problems.length > 0);
  expect(listed('done')).toEqual([]);
  await server.start();
  await until('it is put away', () => listed('done').includes('a.csv'));
  expect(listed('done')).toEqual(
    ['a-答复.csv', 'a.csv'].concat(listed('done').includes('a-回执.txt') ? ['a-回执.txt'] : []).sort(),
  );
  await until('its receipt is there', () => listed('done').includes('a-回执.txt'));
  expect(between.seen.filter(({ method }) => method === 'PUT').length).toBe(1);
  await bench.untilStatus('authority', 'works again', ({ problems }) => problems.length === 0);
  expect(await agent.stop()).toBe(0);
  await between.close();
});

it('what stands against the work is said: the user, the key, rights, the folder, the server', async () => {
  const well = bench.start(bench.config([sftpBox()]), ['--check']);
  expect({ code: await well.ended, output: well.output }).toEqual({
    code: 0,
    output: '✓ authority (market-supervision)\n',
  });
  chmodSync(join(box, 'done'), 0o555);
  const wrong = {
    'the server gives no right to this': {},
    'the server refuses the user, its key or its password': { user: 'daemon' },
    'the folder or file is not on the server': { folder: `${box}/nothing` },
    'the server is not reached': { port: 1 },
  };
  const boxes = Object.values(wrong).map((more, index) => sftpBox({ name: `box-${index}`, ...more }));
  const agent = bench.start(bench.config(boxes), ['--check']);
  expect(await agent.ended).toBe(1);
  const said = agent.output.split('✗ ').slice(1);
  expect(said.length).toBe(boxes.length);
  for (const [index, text] of Object.keys(wrong).entries()) expect(said[index]).toContain(text);
});

it('a file above the limit of a request is uploaded and read to its end', async () => {
  const rows = Array.from({ length: 120 }, () => penalty({ content: '警告'.padEnd(9000, '，并责令改正') }));
  put('large.csv', penaltyFile(rows));
  const { log } = await bench.once(bench.config([sftpBox()]));
  expect({ done: listed('done'), log }).toMatchObject({ done: expect.arrayContaining(['large.csv']) });
  expect(readFileSync(join(box, 'done', 'large-回执.txt'), 'utf8')).toContain('收到120行');
});
