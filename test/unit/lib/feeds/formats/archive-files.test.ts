import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { packedFiles } from '../../../../../lib/feeds/formats/archive-files.ts';
import { FileProblem } from '../../../../../lib/feeds/formats/format.ts';
import { gb18030, utf8 } from '../../../../support/feed-file.ts';
import { type RawEntry, rawZip } from '../../../../support/raw-zip.ts';

const filesOf = (bytes: Uint8Array) =>
  packedFiles({
    bytes: bytes.length,
    async *open() {
      yield bytes;
    },
  });
const namesOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await filesOf(bytes)).map(({ name }) => name);
const codeOf = async (bytes: Uint8Array): Promise<unknown> =>
  filesOf(bytes).then(
    () => undefined,
    (error: unknown) => (error as FileProblem).code,
  );
/** The content of each file as text, or the code of its problem. */
const contentsOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await filesOf(bytes)).map((file) => {
    try {
      return file.unpack().toString();
    } catch (error) {
      if (error instanceof FileProblem) return error.code;
      throw error;
    }
  });
const unicodePath = (name: string, of: Uint8Array): Buffer => {
  const field = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), utf8(name)]);
  field.writeUInt32LE(crc32(of), 1);
  const head = Buffer.from([0x75, 0x70, 0, 0]);
  head.writeUInt16LE(field.length, 2);
  return Buffer.concat([Buffer.from([0x99, 0x99, 1, 0, 7]), head, field]);
};

describe('the files of an archive', () => {
  it('come in the order of the archive, without folders and what systems put beside files', async () => {
    const rubbish = [
      'a/',
      '__MACOSX/a/._一.csv',
      'a/__MACOSX/x',
      '.DS_Store',
      'a/.DS_Store',
      'a/Thumbs.db',
      'Desktop.ini',
      'a/._b.csv',
    ];
    const archive = rawZip(
      { name: 'b.csv', content: 'b' },
      ...rubbish.map((name) => ({ name, content: '' })),
      { name: 'a/一.csv', content: 'a' },
      { name: 'c\\d.csv', content: 'd' },
    );
    expect(await namesOf(archive)).toEqual(['b.csv', 'a/一.csv', 'c/d.csv']);
    expect(await contentsOf(archive)).toEqual(['b', 'a', 'd']);
  });

  it.each<[string, RawEntry]>([
    ['UTF-8 with its flag', { name: '处罚.csv', content: '', flags: 0x800 }],
    ['UTF-8 without the flag', { name: '处罚.csv', content: '' }],
    ['GBK', { name: gb18030('处罚.csv'), content: '' }],
    [
      'the field of Info-ZIP',
      { name: '??.csv', content: '', extra: unicodePath('处罚.csv', utf8('??.csv')) },
    ],
    [
      'GBK with such a field of another name',
      { name: gb18030('处罚.csv'), content: '', extra: unicodePath('旧.csv', utf8('x')) },
    ],
  ])('are named in %s', async (_what, entry) => {
    expect(await namesOf(rawZip(entry))).toEqual(['处罚.csv']);
  });

  it('fail one by one', async () => {
    const archive = rawZip(
      { name: 'good.csv', content: 'good' },
      { name: 'locked.csv', content: 'x', flags: 1 },
      { name: 'bomb.csv', content: Buffer.alloc(40 * 1024 * 1024) },
      { name: 'large.csv', content: 'x', size: 200 * 1024 * 1024 },
      { name: 'says less.csv', content: 'x'.repeat(1000), size: 10 },
      { name: 'damaged.csv', content: 'x', checksum: 1 },
      { name: 'good.csv', content: 'of the same name' },
    );
    expect(await contentsOf(archive)).toEqual([
      'good',
      'encrypted-file',
      'file-too-large',
      'file-too-large',
      'broken-zip',
      'broken-zip',
      'of the same name',
    ]);
  });

  it('are refused together when they are too many, unpack to too much, or share bytes', async () => {
    const many = (count: number): Uint8Array =>
      rawZip(...Array.from({ length: count }, (_, index) => ({ name: `${index}`, content: 'x' })));
    expect(await contentsOf(many(100))).toHaveLength(100);
    expect(await codeOf(many(101))).toBe('too-many-files');
    const content = randomBytes(700_000);
    const padded = Array.from({ length: 9 }, (_, at) => ({
      name: `${at}`,
      content,
      size: 120 * 1024 * 1024,
    }));
    expect(await codeOf(rawZip(...padded))).toBe('file-too-large');
    const twice = rawZip({ name: 'a', content: 'x' }, { name: 'b', content: 'x' });
    const second = twice.lastIndexOf('PK\u0001\u0002');
    twice.writeUInt32LE(0, second + 42);
    expect(await codeOf(twice)).toBe('broken-xlsx');
    expect(await codeOf(zipSync({ a: utf8('x') }).subarray(0, 40))).toBe('broken-xlsx');
  });
});
