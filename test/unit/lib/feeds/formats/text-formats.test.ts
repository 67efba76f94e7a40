import { describe, expect, it } from 'vitest';
import { codesOf, gb18030, read, utf8 } from '../../../../support/feed-file.ts';

const header = 'category,scheme,id,name';
const row = 'pharmacy,uscc,91540100MA6T1000XP,店';
const record = { category: 'pharmacy', scheme: 'uscc', id: '91540100MA6T1000XP', name: '店' };
const json = JSON.stringify(record);
const outline = async (bytes: Uint8Array) =>
  (await read('registry', bytes)).rows.map((reading) => [reading.row, codesOf(reading).join()]);
const problemOf = async (bytes: Uint8Array): Promise<string> => {
  const outcome = await read('registry', bytes).catch((error: { code: string; detail: string }) => ({
    problem: error,
  }));
  return `${outcome.problem?.code}: ${outcome.problem?.detail}`;
};

describe('CSV', () => {
  it.each([
    ['titles above the header', `2026年登记表,,,\n\n单位：某局,,,\n${header}\n${row}`, [[5, '']]],
    [
      'blank rows',
      `\r\n${header}\r\n,,,\r\n${row}\r\n \r\n${row}\r\n`,
      [
        [4, ''],
        [6, ''],
      ],
    ],
    [
      'line ends of three kinds',
      `${header}\r${row}\n${row}\r\n${row}`,
      [
        [2, ''],
        [3, ''],
        [4, ''],
      ],
    ],
    [
      'the header in the middle',
      `${header}\n${row}\n${header}\n${row}`,
      [
        [2, ''],
        [3, 'repeated-header'],
        [4, ''],
      ],
    ],
    [
      'a quoted line break',
      `${header},remark\n${row},"a\nb"\n${row},`,
      [
        [2, ''],
        [3, ''],
      ],
    ],
    ['a blank column at the end', `${header},,\n${row},,`, [[2, '']]],
    ['a row with a cell too many', `${header}\n${row},x`, [[2, 'too-many-cells']]],
    ['a row with a cell far beyond', `${header}\n${row}${','.repeat(2000)}x`, [[2, 'too-many-cells']]],
    ['a row with blanks far beyond', `${header}\n${row}${','.repeat(2000)}`, [[2, '']]],
    [
      'a value under a blank in the header',
      `category,scheme, ,id,name\n${row.replace('uscc', 'uscc,x')}\n${row.replace('uscc', 'uscc,')}`,
      [
        [2, 'unnamed-column'],
        [3, ''],
      ],
    ],
    ['a row that is too short', `${header}\npharmacy,uscc`, [[2, 'value-missing,value-missing']]],
    [
      'full-width commas in a name',
      `${header.replaceAll(',', '\t')}\n${row.replaceAll(',', '\t')}，，，，`,
      [[2, '']],
    ],
  ])('is read with %s', async (_what, text, expected) => {
    expect(await outline(utf8(text))).toEqual(expected);
    expect(await outline(gb18030(text))).toEqual(expected);
  });

  it.each([
    [
      'a quote that does not close',
      `${header}\n${row}\npharmacy,uscc,"店\n`,
      'broken-csv: The quotes of the row that begins in line 3',
    ],
    [
      'a quote that swallows the rest',
      `${header}\n${row}\n"${`${row}\n`.repeat(90_000)}`,
      'row-too-large: The row that begins in line 3',
    ],
  ])('with %s says the line', async (_what, text, problem) => {
    expect(await problemOf(utf8(text))).toContain(problem);
  });
});

describe('JSON', () => {
  it('keeps numbers as they are written', async () => {
    const text = `[{"category":"doctor","scheme":"resident-id","id":540102198503120013,"name":1.50e+01},{"category":"doctor","scheme":"resident-id","id":9.13E+17,"name":"x"}]`;
    const { rows } = await read('registry', utf8(text));
    expect(rows[0]).toMatchObject({ record: { subject: { id: '540102198503120013', name: '1.50e+01' } } });
    expect(codesOf(rows[1])).toEqual(['mangled-identifier']);
  });

  it('has a column for every field of any record', async () => {
    const text = `[${json},{"name":"店","id":"91540100MA6T1000XP","scheme":"uscc","category":"pharmacy","level":"3"}]`;
    const { rows } = await read('registry', utf8(text));
    expect(rows.map(({ kind }) => kind)).toEqual(['record', 'record']);
  });

  it.each([
    ['a field twice', `[{"id":"1",${json.slice(1)}]`, 'repeated-field'],
    [
      'a list as a value',
      `[${json.replace('"店"', '[1, {"a":"]"}]').replace('uscc', 'x')}]`,
      'unknown-value',
    ],
    ['null as a value', `[${json.replace('"店"', 'null')}]`, 'value-missing'],
    ['an empty record', `[${json},{}]`, 'unknown-value,unknown-value,value-missing'],
  ])('with %s waits for a person', async (_what, text, codes) => {
    expect((await outline(utf8(text))).at(-1)?.[1]).toBe(codes);
  });

  it.each([
    ['a comma at the end', `[${json},]`, 'Record 2 is not a JSON object'],
    ['something behind its end', `[${json}] x`, 'at record 1'],
    ['a cut-off record', `[${json},{"category":"ph`, 'at record 2: it is cut off'],
    ['a cut-off list', `[${json}`, 'cut off'],
    ['NaN', `[${json.replace('"店"', 'NaN')}]`, 'at record 1'],
    ['a number of two zeros', `[${json.replace('"店"', '007')}]`, 'at record 1'],
    ['a control character', `[${json.replace('店', '\u0001')}]`, 'at record 1'],
    ['100,000 brackets', '['.repeat(100_000), 'deeper than 64'],
    ['100,000 braces', `[${'{"a":'.repeat(100_000)}`, 'deeper than 64'],
    ['a record that is a list', `[${json},[1]]`, 'Record 2 is not a JSON object'],
    ['a record that is a word', `[${json},null]`, 'Record 2 is not a JSON object'],
    ['brackets of two kinds', `[{"category":[1}]]`, 'at record 1'],
    ['records twice', `{"records":[${json}],"records":[]}`, 'twice'],
    ['a broken line', `${json}\n{"a":}\n`, 'at record 2'],
    ['a record of two lines', `${json}\n{"a":\n1}\n`, 'at record 2'],
  ])('with %s is refused by the number of the record', async (_what, text, where) => {
    const problem = await problemOf(utf8(text));
    expect(problem).toContain('broken-json');
    expect(problem).toContain(where);
  });

  it.each([
    ['one line', json],
    ['one line with an end', `\n${json}\n`],
    ['two lines', `${json}\r\n${json}\r\n`],
    ['a first line of many characters', JSON.stringify({ ...record, remark: 'x'.repeat(100_000) })],
  ])('of %s is a record a line', async (_what, text) => {
    expect(await read('registry', utf8(text))).toMatchObject({ format: 'ndjson', template: 'registry' });
  });
});

describe('XML', () => {
  const xml = (text = row): string => {
    const names = header.split(',');
    const cells = text.split(',');
    return `<DATA id="9">${names.map((name, index) => `<${name}>${cells[index]}</${name}>`).join('')}</DATA>`;
  };

  it.each([
    [
      'CDATA and entities',
      `<DATAS>${xml(row.replace('店', 'A&amp;<![CDATA[<B>]]>&#x5E97;'))}</DATAS>`,
      'A&<B>店',
    ],
    ['a blank line before it', `\n <?xml version="1.0"?><DATAS>${xml()}</DATAS>`, '店'],
    ['prefixes', `<n:DATAS xmlns:n="u">${xml().replaceAll(/<(\/?)/g, '<$1n:')}</n:DATAS>`, '店'],
    ['records of a name of its own', `<list>${xml().replaceAll('DATA', 'row')}</list>`, '店'],
    ['nested values', `<DATAS>${xml(row.replace('店', 'x<b>1</b>'))}</DATAS>`, 'x<b>1</b>'],
  ])('is read with %s', async (_what, text, name) => {
    const { rows, format } = await read('registry', utf8(text));
    expect(format).toBe('xml');
    expect(rows).toMatchObject([{ row: 1, record: { subject: { name } } }]);
  });

  it.each([
    ['a field twice', xml().replace('<name>', '<id>1</id><name>'), 'repeated-field'],
    ['text beside its fields', xml().replace('<name>', 'x<name>'), 'stray-text'],
    ['no fields', '<DATA/>', 'unknown-value,unknown-value,value-missing'],
  ])('with a record of %s waits for a person', async (_what, text, codes) => {
    expect(await outline(utf8(`<DATAS>${xml()}${text}${xml()}</DATAS>`))).toEqual([
      [1, ''],
      [2, codes],
      [3, ''],
    ]);
  });

  it.each([
    ['a DOCTYPE', `<!DOCTYPE DATAS [<!ENTITY a "b">]><DATAS>${xml()}</DATAS>`, 'doctype-refused'],
    ['an entity', `<DATAS>${xml(row.replace('店', '&a;'))}</DATAS>`, 'broken-xml'],
    ['a tag that does not close', `<DATAS>${xml()}`, 'broken-xml'],
    ['something behind its end', `<DATAS>${xml()}</DATAS><DATAS/>`, 'broken-xml'],
    ['100,000 levels', '<a>'.repeat(100_000), 'broken-xml'],
    ['records of two names', `<DATAS>${xml()}${xml().replaceAll('DATA', 'ROW')}</DATAS>`, 'broken-xml'],
    ['no record', `<DATAS><DATA>x</DATA></DATAS>`, 'empty-file'],
    [
      'another encoding than it declares',
      `<?xml version="1.0" encoding="GBK"?><DATAS>${xml()}</DATAS>`,
      'unknown-encoding',
    ],
    [
      'an encoding nobody knows',
      `<?xml version="1.0" encoding="Big5"?><DATAS>${xml()}</DATAS>`,
      'unknown-encoding',
    ],
    [
      '400 fields',
      `<DATAS><DATA>${Array.from({ length: 400 }, (_, index) => `<c${index}/>`).join('')}</DATA></DATAS>`,
      'too-many-columns',
    ],
  ])('with %s is refused', async (_what, text, code) => {
    expect(await problemOf(utf8(text))).toContain(code);
  });

  it('of ASCII may declare any encoding it is read in', async () => {
    const text = `<?xml version="1.0" encoding="GB2312"?><DATAS>${xml(row.replace('店', 'Shop'))}</DATAS>`;
    expect((await read('registry', utf8(text))).rows).toHaveLength(1);
  });
});
