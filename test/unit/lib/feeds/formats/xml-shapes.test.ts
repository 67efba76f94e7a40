import { describe, expect, it } from 'vitest';
import { readXml } from '../../../../../lib/feeds/formats/xml.ts';
import { writeAnswer } from '../../../../../lib/feeds/index.ts';
import { asFile, codesOf, gb18030, read, refusedOf, utf8 } from '../../../../support/feed-file.ts';

const names = ['category', 'scheme', 'id', 'name'];
const cells = ['pharmacy', 'uscc', '91540100MA6T1000XP', '店 & 店'];
const escaped = (text: string): string => text.replaceAll('&', '&amp;');
const attributes = (own = cells): string =>
  names.map((name, index) => `${name}="${escaped(own[index] ?? '')}"`).join(' ');
const children = (own = cells): string =>
  names.map((name, index) => `<${name}>${escaped(own[index] ?? '')}</${name}>`).join('');
const twice = (record: string): string => record + record;

const schema = `<s:Schema id="RowsetSchema"><s:ElementType name="row" content="eltOnly"><s:AttributeType name="category" rs:number="1" rs:nullable="true"><s:datatype dt:type="string" dt:maxLength="20"/></s:AttributeType></s:ElementType></s:Schema>`;

/** Rows as MySQL writes them: a value that is NULL has no text. */
const fields = (): string =>
  `${names.map((name, index) => `<field name="${name}">${escaped(cells[index] ?? '')}</field>`).join('')}<field name="level" xsi:nil="true" />`;
const tableStructure =
  '<table_structure name="t"><field Field="id" Type="varchar(18)" Null="NO" Key="PRI" Extra="" Comment=""/><field Field="name" Type="varchar(99)" Null="YES" Key="" Extra="" Comment=""/><key Table="t" Non_unique="0" Key_name="PRIMARY"/><options Name="t" Engine="InnoDB"/></table_structure>';
const dump = (row: string, structure = ''): string =>
  `<mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><database name="d">${structure}<table_data name="t">${twice(`<row>${row}</row>`)}</table_data></database></mysqldump>`;
/** An export of phpMyAdmin, with the structure of the table before its rows. */
const exported = (): string =>
  `<pma_xml_export version="1.0" xmlns:pma="https://www.phpmyadmin.net/some_doc_url/"><pma:structure_schemas><pma:database name="d" collation="utf8mb4_general_ci" charset="utf8mb4"><pma:table name="t">CREATE TABLE \`t\` (\`id\` varchar(18) NOT NULL);</pma:table></pma:database></pma:structure_schemas><database name="d">${twice(`<table name="t">${names.map((name, index) => `<column name="${name}">${escaped(cells[index] ?? '')}</column>`).join('')}<column name="level">NULL</column></table>`)}</database></pma_xml_export>`;
const resultSet = (row: string): string =>
  `<resultset statement="SELECT * FROM t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${twice(`<row>${row}</row>`)}</resultset>`;

const shapes: readonly (readonly [string, string])[] = [
  ['attributes', `<rows>${twice(`<row ${attributes()}/>`)}</rows>`],
  ['attributes in prefixed elements', `<n:rows xmlns:n="u">${twice(`<n:row ${attributes()}/>`)}</n:rows>`],
  [
    'an ADO rowset',
    `<xml xmlns:s="uuid:1" xmlns:dt="uuid:2" xmlns:rs="urn:schemas-microsoft-com:rowset" xmlns:z="#RowsetSchema">${schema}<rs:data>${twice(`<z:row ${attributes()}/>`)}</rs:data></xml>`,
  ],
  ['a wrapper', `<data><list>${twice(`<item>${children()}</item>`)}</list></data>`],
  ['a wrapper of attributes', `<r><data><list>${twice(`<item ${attributes()}/>`)}</list></data></r>`],
  [
    'a wrapper with counts',
    `<response><code>0</code><msg>ok</msg><data><total>2</total><list>${twice(`<item>${children()}</item>`)}</list></data></response>`,
  ],
  ['a count beside records', `<r><total>2</total>${twice(`<item>${children()}</item>`)}</r>`],
  [
    'a body in an envelope',
    `<e:Envelope xmlns:e="u"><e:Header><a><b>1</b></a></e:Header><e:Body>${twice(`<DATA>${children()}</DATA>`)}</e:Body></e:Envelope>`,
  ],
  [
    'attributes and children',
    `<rows>${twice(`<row category="pharmacy" scheme="uscc">${children().replace(/^.*?(?=<id>)/, '')}</row>`)}</rows>`,
  ],
  [
    'numbers of rows beside children',
    `<rows><row id="1" rownum="1" xsi:type="x" xmlns:xsi="u">${children()}</row><row id="2" rownum="2">${children()}</row></rows>`,
  ],
  ['mysqldump', dump(fields())],
  ['mysqldump with the table described', dump(fields(), tableStructure)],
  ['a query of mysql', resultSet(fields())],
  ['a query of mysql with a declaration', `<?xml version="1.0"?>\n\n${resultSet(fields())}`],
  ['an export of phpMyAdmin', exported()],
  [
    'columns of Oracle',
    `<RESULTS>${twice(`<ROW>${names.map((name, index) => `<COLUMN NAME="${name}"><![CDATA[${cells[index]}]]></COLUMN>`).join('')}</ROW>`)}</RESULTS>`,
  ],
];

describe('XML', () => {
  it.each(shapes)('of %s is read', async (_what, text) => {
    for (const bytes of [utf8(text), gb18030(text), utf8(text.replaceAll('><', '>\n  <'))]) {
      const { rows, problem, format } = await read('registry', bytes);
      expect(problem).toBeUndefined();
      expect(format).toBe('xml');
      expect(rows).toMatchObject([
        { row: 1, record: { subject: { name: '店 & 店' } } },
        { row: 2, record: { subject: { id: '91540100MA6T1000XP' } } },
      ]);
    }
  });

  it.each(shapes)('of %s comes back in an answer', async (_what, text) => {
    const bytes = utf8(text.replaceAll('91540100MA6T1000XP', '91540100MA6T1000XA'));
    const { rows } = await read('registry', bytes);
    const { body } = await writeAnswer(asFile(bytes), refusedOf(rows), 'registry');
    const again = await read('registry', body);
    expect(again.rows.map(codesOf)).toEqual([['check-digit'], ['check-digit']]);
  });

  it.each([
    ['one record', `<rows><row ${attributes()}/></rows>`],
    ['one record in a wrapper', `<data><total>1</total><list><item>${children()}</item></list></data>`],
    [
      'one record with a nested value',
      `<rows><row>${children(['pharmacy', 'uscc', cells[2] ?? '', 'x'])}</row></rows>`,
    ],
  ])('of %s is read', async (_what, text) => {
    expect((await read('registry', utf8(text))).rows.map(({ kind }) => kind)).toEqual(['record']);
  });

  it('of one row of MySQL is read, its NULL as an empty cell', async () => {
    const text = resultSet(fields()).replace(/(<row>.*?<\/row>)\1/, '$1');
    const { rows } = await read('registry', utf8(text));
    expect(rows).toMatchObject([{ kind: 'record', row: 1 }]);
    expect(JSON.stringify(rows)).not.toContain('level');
  });

  it('of MySQL has columns that are no names of XML', async () => {
    const header = ['主体类别', '证件类型', '证件号码', '法定代表人/负责人', '金额（元） & 其他'];
    const row = `<row>${header.map((name) => `<field name="${escaped(name)}">1</field>`).join('')}</row>`;
    const bytes = utf8(`<resultset>${twice(row)}</resultset>`);
    const { columns, hasNamedFields } = await readXml(asFile(bytes), 'utf-8');
    expect(columns).toEqual(header);
    expect(hasNamedFields).toBe(true);
    const refused = new Map([[1, { findings: [] }]]);
    const { body } = await writeAnswer(asFile(bytes), refused, 'registry');
    const again = await readXml(asFile(body), 'utf-8');
    expect(again.columns).toEqual([...header, '行号', '列', '原因代码', '说明']);
  });

  it('whose fields repeat a name waits for a person', async () => {
    const { rows } = await read('registry', utf8(resultSet(`${fields()}<field name="id">x</field>`)));
    expect(rows.map(codesOf)).toEqual([['repeated-field'], ['repeated-field']]);
  });

  it('with one value as attribute and as child waits for a person', async () => {
    const record = `<row id="91540100MA6T1000XP">${children()}</row>`;
    const { rows } = await read('registry', utf8(`<rows>${twice(record)}</rows>`));
    expect(rows.map(codesOf)).toEqual([['repeated-field'], ['repeated-field']]);
  });

  it('with text in a record of attributes waits for a person', async () => {
    const { rows } = await read('registry', utf8(`<rows>${twice(`<row ${attributes()}>x</row>`)}</rows>`));
    expect(rows.map(codesOf)).toEqual([['stray-text'], ['stray-text']]);
  });

  it.each([
    [
      'lists of two names',
      `<d><a><item>${children()}</item></a><b><other>${children()}</other></b></d>`,
      'broken-xml',
      'd/a/item, d/b',
    ],
    [
      'the Excel XML of 2003',
      '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="1"><Table><Row><Cell><Data ss:Type="String">a</Data></Cell></Row></Table></Worksheet></Workbook>',
      'xml-spreadsheet',
      'workbook in the XML of Excel 2003',
    ],
    ['no fields', '<rows><row/><row/></rows>', 'empty-file', 'no record'],
    ['an empty list', '<data><list></list></data>', 'empty-file', 'no record'],
  ])('of %s is refused by what it is', async (_what, text, code, words) => {
    const { problem } = await read('registry', utf8(text));
    expect(problem).toMatchObject({ code });
    expect(problem?.detail).toContain(words);
  });
});
