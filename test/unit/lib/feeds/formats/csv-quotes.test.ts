import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../../../lib/feeds/formats/csv.ts';
import { FileProblem, type FileRow } from '../../../../../lib/feeds/formats/format.ts';
import { asFile, codesOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const header = 'category,scheme,id,name,remark';
const row = 'pharmacy,uscc,91540100MA6T1000XP,店,';

/** The rows of a text, each with its number, its cells, and ` !` where its quotes leave more than one reading. */
async function rowsOf(text: string, chunkBytes = 1000) {
  const { batches, separator } = await readCsv(asFile(utf8(text), chunkBytes), 'utf-8');
  const rows: FileRow[] = [];
  let problem: string | undefined;
  try {
    for await (const batch of batches) rows.push(...batch);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problem = error.message;
  }
  return { rows, separator, problem };
}
const cellsOf = async (text: string) =>
  (await rowsOf(text)).rows.map(({ cells, problems }) =>
    problems ? problems.map(({ code }) => code) : cells,
  );

describe('the separator of a CSV file', () => {
  const cells = ['"H54010000001"', '"拉萨,医院; 一|二"', '"N540102000204"', '""', '"a"'];

  it.each([',', '\t', ';', '|'])('is %j where every cell is quoted', async (separator) => {
    const { rows, separator: found } = await rowsOf(`${cells.join(separator)}\r\n`);
    expect(found).toBe(separator);
    expect(rows[0]?.cells).toEqual(cells.map((cell) => cell.slice(1, -1)));
  });

  it.each([',', '\t', ';', '|'])('is %j where some cells are quoted', async (separator) => {
    const line = ['1', '"a,b;c|d\te"', 'x', '"y"'].join(separator);
    const { rows, separator: found } = await rowsOf(`${line}\n${line}`);
    expect(found).toBe(separator);
    expect(rows.map(({ cells: [, second] }) => second)).toEqual(['a,b;c|d\te', 'a,b;c|d\te']);
  });

  it.each([
    ['sep=;\r\n', ';'],
    ['SEP=,\n', ','],
    ['"sep=|"\n', '|'],
    ['sep=\t\r', '\t'],
  ])('is the one that the first line %j says, which is no row', async (line, separator) => {
    const { rows, separator: found, problem } = await rowsOf(`${line}a${separator}b,c;d\n1${separator}2\n`);
    expect([problem, found]).toEqual([undefined, separator]);
    expect(rows).toMatchObject([{ row: 1 }, { row: 2, cells: ['1', '2'] }]);
  });

  it('of a staff export with every cell quoted is a tab, in GBK and without a header', async () => {
    const line =
      '"H54010000001"\t"拉萨试样001医院"\t"N540102000204"\t"达娃丁"\t"女"\t"居民身份证"\t"540102196401093043"\t"在职"\t"2024-01-01"\t"2027-01-01"\t"202054000204"\t"拉萨试样001医院"\t"护士"\t"护师"\r\n';
    const { rows, template } = await read('registry', gb18030(line));
    expect(template).toBe('staff-nurses');
    expect(rows).toMatchObject([
      { row: 1, record: { subject: { name: '达娃丁', id: '540102196401093043' } } },
    ]);
  });

  it('of one column is none', async () => {
    expect(await cellsOf('名称\n"好""药店"\n"二\n行"\n')).toEqual([['名称'], ['好"药店'], ['二\n行']]);
  });
});

describe('raw quotes', () => {
  it.each([
    ['in a cell without quotes', 'a,店"1"号,c', ['a', '店"1"号', 'c']],
    ['at its begin', 'a,"好"药店,c', ['a', '"好"药店', 'c']],
    ['at its end', 'a,药店"好",c', ['a', '药店"好"', 'c']],
    ['an inch', 'a,5" 管,c', ['a', '5" 管', 'c']],
    ['in a quoted cell', '"a","药店"好"分店","c"', ['a', '药店"好"分店', 'c']],
    ['at the end of a quoted cell', '"a","药店"好"","c"', ['a', '药店"好"', 'c']],
    ['at the begin of a quoted cell', '"a",""好"药店","c"', ['a', '"好"药店', 'c']],
    ['one in a quoted cell', '"a","5" 管","c"', ['a', '5" 管', 'c']],
    ['with a separator in quotes', 'a,"店"一,二"号",c', ['a', '店"一,二"号', 'c']],
    ['beside a quoted separator', '"a, b",店"1",c', ['a, b', '店"1"', 'c']],
    ['blanks around quotes', ' "a" , "b, c" ,d', ['a', 'b, c', 'd']],
    ['in a quoted cell of two lines', '"a","店"一"\n二","c"', ['a', '店"一"\n二', 'c']],
  ])('%s are read', async (_what, line, cells) => {
    const plain = 'x,y,z';
    for (const end of ['\n', '\r\n', '\r']) {
      const text = [plain, plain, line, plain, ''].join(end);
      expect(await cellsOf(text)).toEqual([['x', 'y', 'z'], ['x', 'y', 'z'], cells, ['x', 'y', 'z']]);
    }
  });

  it.each([
    ['around a separator of cells without quotes', 'a,店"一,二"号'],
    ['at both ends of a cell, in a row without quotes', 'a,"甲"和"乙",c'],
    ['around a separator more than the table has', 'a,店"一,二"号,c'],
    ['one that is not closed', 'a,"药店,c'],
    ['two cells that one quote divides', '"a","b,"c"'],
  ])('%s wait with their row, and the others are read', async (_what, line) => {
    expect(await cellsOf(`x,y,z\n1,2,3\n${line}\n4,5,6\n"7","8","9"\n`)).toEqual([
      ['x', 'y', 'z'],
      ['1', '2', '3'],
      ['broken-quotes'],
      ['4', '5', '6'],
      ['7', '8', '9'],
    ]);
  });

  it('count every row, with the number a spreadsheet shows', async () => {
    const text = `${header}\n${row}"a\nb"\npharmacy,uscc,91540100MA6T1000XP,店"1",\npharmacy,uscc,x,店"一,二",\n${row}\n`;
    for (const bytes of [utf8(text), gb18030(text)]) {
      const { rows, problem } = await read('registry', bytes);
      expect(problem).toBeUndefined();
      expect(rows.map((reading) => [reading.row, codesOf(reading).join()])).toEqual([
        [2, ''],
        [3, ''],
        [4, 'broken-quotes'],
        [5, ''],
      ]);
      expect(rows[1]).toMatchObject({ record: { subject: { name: '店"1"' } } });
    }
  });

  it('never make one row of several', async () => {
    const lines = ['1,2,"3', '4,5,6', '7,8,9"', '1,2,3'];
    expect(await cellsOf(`x,y,z\n${lines.join('\n')}`)).toEqual([
      ['x', 'y', 'z'],
      ['broken-quotes'],
      ['4', '5', '6'],
      ['7', '8', '9"'],
      ['1', '2', '3'],
    ]);
  });

  it('that leave open where the row ends are refused by the line', async () => {
    const { rows, problem } = await rowsOf('x,y,z\n1,2,3\n"4,5\n6,7,8\n');
    expect(problem).toContain('broken-csv: The quotes of the row that begins in line 3');
    expect(rows).toHaveLength(2);
  });

  it('give the same rows however the file arrives', async () => {
    const lines = ['x,y,z', 'a,店"1",c', '1,2,"3', '"a","店"一"\n二","c"', '"q\n""r""",s,t'];
    const text = Array.from({ length: 9000 }, (_, at) => lines[at % lines.length]).join('\r\n');
    const expected = (await rowsOf(text, 65_536)).rows;
    for (const chunkBytes of [999, 70_001]) expect((await rowsOf(text, chunkBytes)).rows).toEqual(expected);
  });
});

describe('a table of a strict writer', () => {
  const cell = fc.oneof(
    fc.constantFrom('', ' ', '"', '""', ',', '\n', '\r\n', '"a"', 'a"b', 'x,"y",z', ';', '\t', '=1'),
    fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => text.replaceAll('\r', '')),
  );
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));
  const written = (quotesAll: boolean, separator: string) => (text: string) =>
    quotesAll || /["\r\n]|^ | $/.test(text) || text.includes(separator)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const endings = /\r\n|\r|\n/;

  it('is read as another reader reads it', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.boolean(),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        async (rows, quotesAll, separator, end) => {
          const write = written(quotesAll, separator);
          const lines = rows.map((cells) => cells.map(write).join(separator));
          fc.pre(
            lines.every((line, at) =>
              line
                .split(endings)
                .some(
                  (part, _, parts) => parts.length === 1 || part.split(separator).length !== rows[at]?.length,
                ),
            ),
          );
          const text = `sep=${separator}\n${lines.join(end)}`;
          const expected = parse(lines.join(end), {
            delimiter: separator,
            record_delimiter: ['\r\n', '\n', '\r'],
            relax_column_count: true,
          });
          const { rows: found, problem } = await rowsOf(text, 64);
          expect(problem).toBeUndefined();
          expect(found.every(({ problems }) => problems === undefined)).toBe(true);
          expect(found.map(({ cells }) => cells)).toEqual(
            expected.filter((cells) => cells.some((text) => text.trim() !== '')),
          );
        },
      ),
    );
  });
});
