import { expect, it } from 'vitest';
import { openRow, type RowContent, sealRow } from '../../../../../lib/application/quarantine/row-content.ts';
import { rowIdOf } from '../../../../../lib/feeds/quarantine.ts';
import { createVault } from '../../../../../lib/runtime/vault.ts';

const vault = createVault({ pepper: Buffer.alloc(32, 1), dataKeys: new Map([[1, Buffer.alloc(32, 2)]]) });
const id = { runId: '01RUN00000000000000000000A', row: 7 };
const cells = Object.fromEntries(
  Array.from({ length: 30 }, (_, at) => [`列${at}`, '拉萨市城关区市场监督管理局行政处罚决定']),
);
const content: RowContent = { cells };

it('opens the content of a waiting row, also of one that an earlier release sealed', () => {
  expect(openRow(vault, { ...id, content: sealRow(vault, id, content) })).toEqual(content);
  const earlier = vault.seal(JSON.stringify(content), rowIdOf(id));
  expect(openRow(vault, { ...id, content: earlier })).toEqual(content);
});

it('is stored compressed', () => {
  expect(sealRow(vault, id, content).length).toBeLessThan(JSON.stringify(content).length / 2);
});
