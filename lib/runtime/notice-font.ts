import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Noto Serif SC, regular (SIL Open Font License 1.1). It has every character of GBK, and more. */
export const noticeFontFile = 'notice-font.ttf';
export const noticeFontSource = '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf';
/** The licence, which must accompany copies of the font. */
export const noticeFontLicence = '@expo-google-fonts/noto-serif-sc/LICENSE_FONT';

let font: Promise<Uint8Array> | undefined;

/** The font of notices: beside the bundle on Lambda, from its package elsewhere. */
export function loadNoticeFont(): Promise<Uint8Array> {
  const beside = join(import.meta.dirname, noticeFontFile);
  font ??= readFile(existsSync(beside) ? beside : createRequire(import.meta.url).resolve(noticeFontSource));
  return font;
}
