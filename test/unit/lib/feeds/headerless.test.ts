import { describe, expect, it } from 'vitest';
import { csvAnswer } from '../../../../lib/feeds/answers/table-answer.ts';
import type { Feed, Template } from '../../../../lib/feeds/feed.ts';
import { readCsv } from '../../../../lib/feeds/formats/csv.ts';
import type { FileRow } from '../../../../lib/feeds/formats/format.ts';
import { matchTables } from '../../../../lib/feeds/match-tables.ts';
import { asFile, gb18030 } from '../../../support/feed-file.ts';

const names = ['医疗机构编码', '医保护士代码', '姓名'];
const longer = [...names, '执业级别'];
const template = (name: string, columns: readonly string[]): Template => ({
  name,
  columns: Object.fromEntries(columns.map((column) => [column, { names: [column], required: true }])),
  ignores: [],
  headerless: {
    names: columns,
    recognises: (cells) => cells.length === columns.length && /^H\d{11}$/.test(cells[0] ?? ''),
  },
  read: () => undefined,
});
const feed: Feed = {
  source: 'registry',
  templates: [template('nurses', names), template('doctors', longer)],
};
const nurse = 'H54010200001\tN540102000456\t测试甲';
const matchedIn = async (bytes: Uint8Array) => {
  const matched = await matchTables(feed, [await readCsv(asFile(bytes), 'gb18030')], []);
  if ('kind' in matched) throw new Error(matched.code);
  const [table] = matched.tables;
  const rows: FileRow[] = [];
  for await (const batch of table?.batches ?? []) rows.push(...batch);
  return { template: table?.matched.template.name, header: table?.header, rows };
};
const answerTo = (bytes: Uint8Array) =>
  csvAnswer(
    asFile(bytes),
    { sha256: '', format: 'csv', encoding: 'gb18030', feed },
    new Map([[2, { findings: [{ column: '姓名', code: 'value-missing', message: '' }] }]]),
  );

describe('a file without a header', () => {
  it('is recognised by its first row, which counts', async () => {
    const { template: name, header, rows } = await matchedIn(gb18030(`${nurse}\n${nurse}\n`));
    expect([name, header]).toEqual(['nurses', names]);
    expect(rows.map(({ row }) => row)).toEqual([1, 2]);
  });

  it.each([
    ['nurses', names, nurse],
    ['doctors', longer, `${nurse}\t执业医师`],
  ])('of %s comes back with one, and is recognised by it', async (expected, header, line) => {
    const { body } = await answerTo(gb18030(`${line}\n${line.replace('测试甲', '')}\n`));
    const text = new TextDecoder('gb18030').decode(body);
    const remarked = [...header, '行号', '列', '原因代码', '说明'];
    const row = `${line.replace('测试甲', '')}\t2\t姓名\tvalue-missing\t姓名：该列为必填项，未填写。请补填后重新报送该行。`;
    expect(text).toBe(`${remarked.join('\t')}\r\n${row}\r\n`);
    const again = await matchedIn(body);
    expect(again).toMatchObject({ template: expected, header: remarked });
    const earlier = await matchedIn(gb18030(`${row}\r\n`));
    expect(earlier).toMatchObject({ template: expected, header: remarked });
  });

  it('may have one all the same', async () => {
    const { header, rows } = await matchedIn(gb18030(`护士名单\n${names.join('\t')}\n${nurse}\n`));
    expect(header).toEqual(names);
    expect(rows.map(({ row }) => row)).toEqual([3]);
  });
});
