import { describe, expect, it } from 'vitest';
import { inspect } from '../../../../../lib/feeds/formats/inspect.ts';
import { writeAnswer } from '../../../../../lib/feeds/index.ts';
import { asFile, read, refusedOf } from '../../../../support/feed-file.ts';

const header = ['category', 'scheme', 'id', 'name'];
const row = ['pharmacy', 'uscc', '91540100MA6T1000XP', '一一店，𠮷'];
const record = Object.fromEntries(header.map((name, index) => [name, row[index] ?? '']));
const xml = (declaration: string): string =>
  `${declaration}<DATAS>${`<DATA>${header.map((name, index) => `<${name}>${row[index]}</${name}>`).join('')}</DATA>`.repeat(2)}</DATAS>`;
const texts: readonly (readonly [what: string, text: string])[] = [
  ['CSV', `${header.join(',')}\r\n${row.join(',')}\r\n`],
  ['TSV as Excel writes it', `${header.join('\t')}\r\n${row.join('\t')}\r\n`],
  [
    'TSV quoted',
    `${header.map((name) => `"${name}"`).join('\t')}\n${row.map((cell) => `"${cell}"`).join('\t')}`,
  ],
  ['a JSON list', JSON.stringify([record])],
  ['JSON with a wrapper, indented', JSON.stringify({ total: 1, rows: [record] }, null, 2)],
  ['NDJSON', `${JSON.stringify(record)}\n${JSON.stringify(record)}\n`],
  ['XML', xml('')],
  ['XML that declares UTF-16', xml('<?xml version="1.0" encoding="UTF-16"?>\r\n')],
  ['XML that declares UTF-16LE', xml('<?xml version="1.0" encoding="utf-16le"?>')],
  ['XML of Microsoft', xml('<?xml version="1.0" encoding="unicode"?>')],
];
const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const big = (text: string): Buffer => little(text).swap16();
const variants = texts.flatMap(([what, text]) =>
  [`\uFEFF${text}`, text].flatMap((marked, index) => {
    const mark = index === 0 ? 'with a mark' : 'without a mark';
    return [
      [`${what}, little end first, ${mark}`, little(marked), 'utf-16le'] as const,
      [`${what}, big end first, ${mark}`, big(marked), 'utf-16be'] as const,
    ];
  }),
);

describe('UTF-16', () => {
  it.each(variants)('%s is read', async (_what, bytes, encoding) => {
    const found = await read('registry', bytes);
    expect(found.problem).toBeUndefined();
    expect(found.encoding).toBe(encoding);
    for (const { kind, ...rest } of found.rows) {
      expect(kind).toBe('record');
      expect(rest).toMatchObject({ record: { subject: { id: row[2], name: row[3] } } });
    }
    expect(found.rows.length).toBeGreaterThan(0);
  });

  it.each(variants)('%s comes back in its own encoding, with a mark', async (_what, bytes, encoding) => {
    const other = Buffer.from(
      bytes.toString('latin1').replaceAll('X\0P', 'X\0A').replaceAll('\0X\0P', '\0X\0A'),
      'latin1',
    );
    const { rows } = await read('registry', other);
    const { body } = await writeAnswer(asFile(other), refusedOf(rows), 'registry');
    expect([...body.subarray(0, 2)]).toEqual(encoding === 'utf-16le' ? [0xff, 0xfe] : [0xfe, 0xff]);
    const again = await read('registry', body);
    expect(again.encoding).toBe(encoding);
    expect(again.rows).toHaveLength(rows.length);
  });

  it.each<[string, Uint8Array, string]>([
    ['half a character', little('\uFEFFa,b\r\n1,\uD842'), 'unknown-encoding'],
    [
      'an odd byte at its end',
      Buffer.concat([little('\uFEFFa,b\r\n'), Buffer.from('x')]),
      'unknown-encoding',
    ],
    ['UTF-32', Buffer.from('fffe0000610000002c000000', 'hex'), 'binary-file'],
    ['NUL characters', little('a,b\r\n\0\0\0'), 'binary-file'],
    ['UTF-8 with a NUL', Buffer.from('a,b\r\n1,\x002'), 'binary-file'],
    ['zeros on both sides', Buffer.from('\0a\0,b\0,\0', 'latin1'), 'binary-file'],
    [
      'another encoding than it declares',
      little(xml('<?xml version="1.0" encoding="GBK"?>')),
      'unknown-encoding',
    ],
  ])('with %s is refused', async (_what, bytes, code) => {
    const { problem, rows } = await read('registry', bytes).catch((error: { code: string }) => ({
      problem: error,
      rows: [],
    }));
    expect(rows).toEqual([]);
    expect(problem?.code).toBe(code);
  });

  it('is the same however its bytes arrive', async () => {
    const bytes = little(`\uFEFF${texts[0]?.[1]}`);
    for (const chunk of [1, 2, 3, 7])
      expect(await inspect(asFile(bytes, chunk))).toMatchObject({ format: 'csv', encoding: 'utf-16le' });
  });
});
