import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { unpackWoff } from './unpack-woff.ts';

/** Noto Serif SC, regular (SIL Open Font License 1.1): 7,947 characters. */
export const noticeFontFile = 'notice-font.woff';
export const noticeFontSource =
  '@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-400-normal.woff';

let font: Promise<Uint8Array> | undefined;

/** The font of notices: beside the bundle in Lambda, from its package elsewhere. */
export function loadNoticeFont(): Promise<Uint8Array> {
  const beside = join(import.meta.dirname, noticeFontFile);
  const path = existsSync(beside) ? beside : createRequire(import.meta.url).resolve(noticeFontSource);
  font ??= readFile(path).then(unpackWoff);
  return font;
}
