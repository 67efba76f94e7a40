import { expect, it } from 'vitest';
import { csvOf, read, utf8 } from '../../../support/feed-file.ts';

it('names what a file lacks of the template it is meant for, not of the shortest one', async () => {
  const header = [
    '行政相对人名称',
    '行政处罚决定书文号',
    '违法行为类型',
    '违法事实',
    '处罚依据',
    '处罚类别',
    '处罚内容',
  ];
  const { problem } = await read('market-supervision', utf8(csvOf([header, header.map(() => 'x')])));
  expect(problem).toMatchObject({ code: 'column-missing', kind: 'failed' });
  expect(problem?.detail).toContain('penalties-');
});
