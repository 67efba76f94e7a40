import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksForCsv, csvAnswer } from '../../../../lib/runtime/csv-answer.ts';

const cells = (rows: readonly (string | number | undefined)[][]): string =>
  String(
    csvAnswer(
      'x.csv',
      [0, 1].map((index) => ({ title: `列${index}`, of: (row: (typeof rows)[number]) => row[index] })),
      rows,
    ).body,
  );

describe('a table', () => {
  it('begins with the mark of UTF-8, has a heading, and quotes what needs it', () => {
    expect(
      cells([
        ['a,b', 'say "x"'],
        ['two\nlines', undefined],
        ['plain', -3],
      ]),
    ).toBe('\uFEFF列0,列1\r\n"a,b","say ""x"""\r\n"two\nlines",\r\nplain,-3\r\n');
  });

  it.each(['=cmd()', '+1', '-1', '@SUM', '\tx', '\rx', '\nx', '＝1', '＋1', '－1', '＠x'])(
    'makes no formula of the text %j',
    (text) => {
      const [[cell] = []] = parse(cells([[text, 1]]), { bom: true, from: 2, relax_column_count: true });
      expect(cell).toBe(`'${text}`);
    },
  );

  it('is read back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (rows) => {
        const read = parse(cells(rows), { bom: true, from: 2, record_delimiter: '\r\n' }) as string[][];
        const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);
        expect(read).toEqual(rows.map((row) => row.map(harmless)));
      }),
    );
  });
});

it.each([
  ['text/csv', true],
  ['application/json, text/csv;q=0.5', true],
  ['Text/CSV; header=present', true],
  ['text/csv;q=0', false],
  ['text/csvx', false],
  ['*/*', false],
  ['', false],
])('accept: %s asks for a table: %s', (accept, expected) => {
  expect(asksForCsv({ headers: { accept } })).toBe(expected);
});
