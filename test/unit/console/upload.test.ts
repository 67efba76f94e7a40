import { describe, expect, it } from 'vitest';
import { endOfRows, hasRows } from '../../../console/screens/runs/beginning.ts';
import { rateOf } from '../../../console/screens/runs/rate.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the beginning of a large file', () => {
  it.each([
    ['名单.csv', '文书号,金额\r\n甲,1\r\n乙', '文书号,金额\r\n甲,1\r\n'],
    ['名单.CSV', '文书号,事项\n甲,"两行\n的事项"\n乙,"没有完\n', '文书号,事项\n甲,"两行\n的事项"\n'],
    ['rows.ndjson', '{"a":"\\""}\n{"b":1}\n{"c', '{"a":"\\""}\n{"b":1}\n'],
    ['名单.csv', '只有一行，没有换行', ''],
    ['名单.xlsx', 'PK\n\n', ''],
  ])('of %s is cut after its last whole row', (name, text, expected) => {
    const cut = bytes(text).subarray(0, endOfRows(name, bytes(text)));
    expect(new TextDecoder().decode(cut)).toBe(expected);
  });

  it('is not cut in UTF-16, where a line end may be half of a character', () => {
    expect(endOfRows('名单.csv', Uint8Array.of(0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00))).toBe(0);
    expect(endOfRows('名单.csv', Uint8Array.of(0xfe, 0xff, 0x00, 0x61, 0x00, 0x0a))).toBe(0);
  });

  it('is offered for tables as text alone', () => {
    expect(['a.csv', 'a.txt', 'a.jsonl'].every(hasRows)).toBe(true);
    expect(['a.xlsx', 'a.json', 'a.xml', 'a.zip', 'csv'].some(hasRows)).toBe(false);
  });
});

it('a rate is said once half a second passed, and begins anew with each step', () => {
  const rate = rateOf();
  expect(rate({ kind: 'hashing', done: 0 }, 0)).toBeUndefined();
  expect(rate({ kind: 'hashing', done: 4_000 }, 1_000)).toBe(4_000);
  expect(rate({ kind: 'sending', done: 0 }, 1_100)).toBeUndefined();
  expect(rate({ kind: 'sending', done: 500 }, 2_100)).toBe(500);
});
