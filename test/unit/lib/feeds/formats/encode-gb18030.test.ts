import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { encodeGb18030 } from '../../../../../lib/feeds/formats/encode-gb18030.ts';

it('writes what is read back as it was, every character of Unicode', () => {
  let text = '';
  for (let point = 0; point <= 0x10ffff; point += point < 0x10000 ? 1 : 97) {
    // Surrogates are no characters. Some private-use characters have no code since the standard of 2022.
    if ((point < 0xd800 || point > 0xdfff) && !/\p{Co}/u.test(String.fromCodePoint(point)))
      text += String.fromCodePoint(point);
  }
  const decoded = new TextDecoder('gb18030', { fatal: true, ignoreBOM: true }).decode(encodeGb18030(text));
  expect(decoded === text).toBe(true);
});

it('writes the same bytes as another encoder', () => {
  const text = '拉萨市城关区，㐀，é，€，𠀀，藏文 བོད།';
  expect(Buffer.from(encodeGb18030(text)).equals(iconv.encode(text, 'gb18030'))).toBe(true);
});
