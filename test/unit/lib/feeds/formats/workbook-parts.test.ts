import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeXlsx } from '../../../../../lib/feeds/formats/write-xlsx.ts';
import { read } from '../../../../support/feed-file.ts';

const header = ['主体类别', '标识类型', '标识', '名称'];
const pharmacy = ['定点零售药店', '统一社会信用代码', '91540100MA6T1000XP', '店'];
const strings = `<sst>${[...header, ...pharmacy].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`;
const rowOf = (from: number): string =>
  `<row>${[0, 1, 2, 3].map((at) => `<c t="s"><v>${from + at}</v></c>`).join('')}</row>`;
const sheet = `<worksheet><sheetData>${rowOf(0)}${rowOf(4)}</sheetData></worksheet>`;
const transitional = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';
const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

interface Package {
  readonly workbook?: string;
  readonly sheet?: string;
  readonly strings?: string;
  /** As the relations of the workbook write them. */
  readonly targets: { readonly sheet: string; readonly strings?: string };
  readonly root?: string;
  readonly types?: Readonly<Record<string, string>>;
  readonly namespace?: string;
}

/** A workbook whose parts have names of their own. */
function packageOf(of: Package): Uint8Array {
  const { workbook = 'xl/workbook.xml', namespace = transitional, targets, root = workbook, types = {} } = of;
  const at = workbook.lastIndexOf('/') + 1;
  const parts: Record<string, string> = {
    ...(root !== '' && {
      '_rels/.rels': `<Relationships><Relationship Id="r1" Type="${namespace}/officeDocument" Target="${root}"/></Relationships>`,
    }),
    '[Content_Types].xml': `<Types>${Object.entries(types)
      .map(([name, type]) => `<Override PartName="/${name}" ContentType="${mimeType}.${type}+xml"/>`)
      .join('')}</Types>`,
    [workbook]: `<workbook xmlns:r="${namespace}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    [`${workbook.slice(0, at)}_rels/${workbook.slice(at)}.rels`]: `<Relationships><Relationship Id="r1" Type="${namespace}/worksheet" Target="${targets.sheet}"/>${targets.strings ? `<Relationship Id="r2" Type="${namespace}/sharedStrings" Target="${targets.strings}"/>` : ''}</Relationships>`,
    [of.sheet ?? 'xl/worksheets/sheet1.xml']: sheet,
    [of.strings ?? 'xl/sharedStrings.xml']: strings,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const usual = { sheet: 'worksheets/sheet1.xml', strings: 'sharedStrings.xml' };

describe('the parts of a workbook', () => {
  it.each<[string, Package]>([
    ['as usual', { targets: usual }],
    [
      'with another case than their relations say',
      { targets: { sheet: 'Worksheets/Sheet1.XML', strings: 'SharedStrings.xml' } },
    ],
    [
      'with shared texts of another case',
      { targets: { ...usual, strings: 'SharedStrings.xml' }, strings: 'xl/SharedStrings.xml' },
    ],
    [
      'with shared texts of another name',
      { targets: { ...usual, strings: 'texts.xml' }, strings: 'xl/texts.xml' },
    ],
    [
      'of absolute names',
      { targets: { sheet: '/xl/worksheets/sheet1.xml', strings: '/xl/sharedStrings.xml' } },
    ],
    [
      'beside the folder of the workbook',
      {
        targets: { sheet: '../data/a.xml', strings: '../data/b.xml' },
        sheet: 'data/a.xml',
        strings: 'data/b.xml',
      },
    ],
    [
      'of names relative to themselves',
      { targets: { sheet: './worksheets/../worksheets/sheet1.xml', strings: './sharedStrings.xml' } },
    ],
    [
      'of names with signs written in percent',
      {
        targets: { sheet: 'worksheets/%E8%A1%A8%201.xml', strings: 'sharedStrings.xml' },
        sheet: 'xl/worksheets/表 1.xml',
      },
    ],
    [
      'of a workbook elsewhere',
      {
        workbook: 'book/data.xml',
        root: '/book/data.xml',
        targets: { sheet: 's.xml', strings: 't.xml' },
        sheet: 'book/s.xml',
        strings: 'book/t.xml',
      },
    ],
    [
      'of a workbook at the root',
      {
        workbook: 'workbook.xml',
        targets: { sheet: 's.xml', strings: 't.xml' },
        sheet: 's.xml',
        strings: 't.xml',
      },
    ],
    ['of the strict form', { targets: usual, namespace: strict }],
    [
      'found by content type, without relations',
      {
        workbook: 'book/main.xml',
        root: '',
        targets: { sheet: 's.xml' },
        sheet: 'book/s.xml',
        strings: 'book/t.xml',
        types: { 'book/main.xml': 'sheet.main', 'book/t.xml': 'sharedStrings' },
      },
    ],
    ['found by their usual names', { root: '', targets: { sheet: usual.sheet } }],
  ])('%s are found', async (_what, of) => {
    const { problem, rows } = await read('registry', packageOf(of));
    expect(problem).toBeUndefined();
    expect(rows).toMatchObject([{ kind: 'record', record: { subject: { name: '店' } } }]);
  });

  it('that are not there make the file broken', async () => {
    const noSheet = { targets: { ...usual, sheet: 'worksheets/sheet2.xml' } };
    const noStrings = { targets: { ...usual, strings: 'sharedStrings.xml' }, strings: 'xl/other.xml' };
    for (const of of [noSheet, noStrings])
      expect((await read('registry', packageOf(of))).problem?.code).toBe('broken-xlsx');
  });

  it('are found with separators of another system in the archive', async () => {
    const parts = unzipSync(writeXlsx([header, pharmacy]));
    for (const change of [(name: string) => name.replaceAll('/', '\\'), (name: string) => `/${name}`]) {
      const renamed = Object.fromEntries(
        Object.entries(parts).map(([name, part]) => [change(name), strToU8(strFromU8(part))]),
      );
      expect((await read('registry', zipSync(renamed))).rows).toHaveLength(1);
    }
  });
});

/** The archive with every size and place in 64 bits (Zip64), as streaming writers put them. */
function inZip64(bytes: Buffer): Buffer {
  const end = bytes.length - 22;
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries = Array.from({ length: count }, () => {
    const length = 46 + bytes.readUInt16LE(at + 28);
    const entry = Buffer.from(bytes.subarray(at, at + length));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    for (const [index, place] of [24, 20, 42].entries()) {
      extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(place)), 4 + 8 * index);
      entry.writeUInt32LE(0xffffffff, place);
    }
    at += length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt16LE(0, 32);
    return Buffer.concat([entry, extra]);
  });
  const parts = bytes.subarray(0, bytes.readUInt32LE(end + 16));
  const directory = Buffer.concat(entries);
  const large = Buffer.alloc(56);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeBigUInt64LE(BigInt(count), 24);
  large.writeBigUInt64LE(BigInt(count), 32);
  large.writeBigUInt64LE(BigInt(directory.length), 40);
  large.writeBigUInt64LE(BigInt(parts.length), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(parts.length + directory.length), 8);
  const last = Buffer.from(bytes.subarray(end));
  last.writeUInt16LE(0xffff, 8);
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(0xffffffff, 12);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([parts, directory, large, locator, last]);
}

it('an archive with its sizes in 64 bits is read', async () => {
  const bytes = inZip64(Buffer.from(writeXlsx([header, pharmacy])));
  expect((await read('registry', bytes)).rows.map(({ kind }) => kind)).toEqual(['record']);
  expect((await read('registry', bytes.subarray(0, bytes.length - 50))).problem?.code).toBe('broken-xlsx');
});
