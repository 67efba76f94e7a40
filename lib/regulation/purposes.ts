import { type Day, day } from '../shared/day.ts';
import type { PurposeCode } from '../shared/purpose.ts';

/** The fields that a grade query may get besides the grade itself. */
export type OpenedField = 'score' | 'measures' | 'sanctions' | 'reasons' | 'record';

/** A purpose of a grade query (使用目的), with the fields that it opens from a day on. */
export interface Purpose {
  readonly code: PurposeCode;
  readonly name: string;
  readonly versions: readonly { readonly from: Day; readonly opens: readonly OpenedField[] }[];
}

/** The subject's own questions on the bureau's channels (网站、服务窗口、移动终端、自助终端, Art. 18). */
export const selfPurpose = 'self' satisfies PurposeCode;

/** The bureau's list. A change is another version with its first day. */
export const purposes: readonly Purpose[] = [
  {
    code: 'supervision',
    name: '监督检查',
    versions: [{ from: day('2023-05-08'), opens: ['score', 'measures', 'sanctions', 'reasons', 'record'] }],
  },
  {
    code: selfPurpose,
    name: '本人查询',
    versions: [{ from: day('2023-05-08'), opens: ['score', 'measures', 'sanctions', 'reasons'] }],
  },
  { code: 'licensing', name: '行政许可', versions: [{ from: day('2023-05-08'), opens: ['measures'] }] },
  { code: 'procurement', name: '采购招标', versions: [{ from: day('2023-05-08'), opens: [] }] },
];

/** The fields that a purpose opens on a day; undefined for a purpose that is not on the list that day. */
export const openedBy = (code: string, on: Day): readonly OpenedField[] | undefined =>
  purposes
    .find((purpose) => purpose.code === code)
    ?.versions.filter(({ from }) => from <= on)
    .at(-1)?.opens;
