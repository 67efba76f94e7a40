import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import decompress from '../../../infra/lambda-only/brotli.ts';

it('decompresses a table of a font', () => {
  const table = Buffer.from('glyf'.repeat(500));
  expect(decompress(brotliCompressSync(table))).toEqual(new Uint8Array(table));
});
