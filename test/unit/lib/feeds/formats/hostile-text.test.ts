import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../../../lib/feeds/index.ts';
import { asFile, gb18030, read, today, utf8 } from '../../../../support/feed-file.ts';

const header = 'category,scheme,id,name';
const row = 'pharmacy,uscc,91540100MA6T1000XP,店';
const problemOf = async (bytes: Uint8Array): Promise<string> => {
  const { problem } = await read('registry', bytes);
  return `${problem?.code}: ${problem?.detail}`;
};

describe('the encoding of a file', () => {
  const lines = `${row.replace('店', '西藏自治区拉萨市城关区某某药店')}\n`.repeat(3);

  it('that is two, is refused by the line where it changes', async () => {
    const mixed = [
      Buffer.concat([gb18030(`${header}\n${lines}`), utf8(lines)]),
      Buffer.concat([utf8(`${header}\n${lines}`), gb18030(lines)]),
    ];
    expect(await problemOf(mixed[0] ?? utf8(''))).toContain('line 5 is UTF-8');
    expect(await problemOf(mixed[1] ?? utf8(''))).toContain('unknown-encoding');
  });

  it('that is none, is refused by where each of the two ends', async () => {
    const bytes = Buffer.concat([utf8(`${header}\n`), gb18030(lines), Buffer.from([0x61, 0xff, 0xff, 0x0a])]);
    expect(await problemOf(bytes)).toContain(
      'neither UTF-8 (up to line 2, near byte 24) nor GB18030 (up to line 5',
    );
  });
});

describe('a file that is something else', () => {
  it.each([
    ['a web page', '<html><table><tr><td>1</td></tr></table></html>', 'web page'],
    ['an old or locked Excel file', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'password'],
  ])('like %s is refused by its name', async (_what, content, words) => {
    expect(await problemOf(typeof content === 'string' ? utf8(content) : content)).toContain(words);
  });
});

it('a line of many characters that arrives in crumbs is looked at once, not with every crumb', async () => {
  const bytes = gb18030(`${header}\n${row}${'药'.repeat(400_000)}`);
  const begun = performance.now();
  const file = asFile(bytes, 20);
  const reading = await readFeed({ source: 'registry', file, today, checkFinding: () => undefined });
  expect(reading.ok).toBe(true);
  expect(performance.now() - begun).toBeLessThan(10_000);
});

describe('one line without end', () => {
  const endless = (start: string, piece: string) => ({
    bytes: 40_000_000,
    async *open() {
      yield utf8(start);
      const chunk = utf8(piece.repeat(65_536 / piece.length));
      for (let sent = 0; sent < 40_000_000; sent += chunk.length) yield chunk;
    },
  });

  it.each([
    ['CSV', `${header}\n`, 'a'],
    ['CSV of separators', `${header}\n`, ','],
    ['quoted CSV', `${header}\n"`, 'a,\n '],
    ['JSON', '[{"id":"', 'a'],
    ['JSON of records', '{"records":[{"id":[', '1,'],
    ['JSON of spaces in a record', '[{', ' '],
    ['NDJSON', '{"id":"1"}\n{"id":"', 'a'],
    ['XML text', '<DATAS><DATA><id>', 'a'],
    ['an XML comment', '<DATAS><!--', 'a'],
    ['an XML attribute', '<DATAS><DATA x="', 'a'],
    ['an XML name', '<DATAS><', 'a'],
    ['XML fields', '<DATAS><DATA>', '<a>1</a>'],
    ['XML pieces of text', '<DATAS><DATA><id>', 'x<b/>\n\n\n'],
  ])('of %s ends soon', async (what, start, piece) => {
    const reading = await readFeed({
      source: 'registry',
      file: endless(start, piece),
      today,
      checkFinding: () => undefined,
    });
    const code = reading.ok
      ? await Array.fromAsync(reading.value.rows).catch((error: { code?: string }) => error.code)
      : reading.error.code;
    expect(code).toBe(what === 'XML fields' ? 'too-many-columns' : 'row-too-large');
  });
});
