import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { Bench } from './support/agent.ts';
import { interceptorOf } from './support/interceptor.ts';
import { penalty, penaltyFile } from './support/penalties.ts';

let bench: Bench;
let box: string;
beforeEach(async () => {
  bench = await Bench.create();
  box = bench.path('box');
});
afterEach(() => bench.close());

const folderBox = (more: object = {}) => ({
  name: 'market',
  kind: 'folder',
  source: 'market-supervision',
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
