import type { Reasons } from './reason.ts';

/** Cells that were read otherwise than their column says. Nothing waits for them; the sender checks that it is meant so. */
export const cellReadingReasons = {
  'says-none': {
    title: '按“没有”读取',
    happened: '单元格写的是“无”、斜线、短横线一类的占位符，按没有内容读取。',
    remedy: '确实没有的，无需办理；应当有内容的，请填写后重新报送。',
  },
  'own-unit': {
    title: '按单元格自带的单位读取',
    happened: '单元格的金额写明了单位，与该列的单位不同，按单元格所写的单位读取。',
    remedy: '所写单位无误的，无需办理；有误的，请改正后重新报送。',
  },
} as const satisfies Reasons;
export type CellReadingCode = keyof typeof cellReadingReasons;

interface CellsRead {
  readonly code: CellReadingCode;
  readonly column: string;
  readonly cells: number;
  /** What is written in them; for `own-unit` the units. */
  readonly written: readonly string[];
}

/** “移出日期”列有 12 格写作“无”“/”，按“没有”读取。 */
export function cellsReadSentence({ code, column, cells, written }: CellsRead): string {
  const words = written.map((text) => `“${text}”`).join('');
  const begin = `“${column}”列有 ${cells} 格`;
  return {
    'says-none': `${begin}写作${words}，按“没有”读取。`,
    'own-unit': `${begin}写明了单位${words}，按所写的单位读取，不按该列的单位。`,
  }[code];
}
