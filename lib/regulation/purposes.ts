import { type Day, day } from '../shared/day.ts';

/** What a grade query may open beyond the grade itself. */
export type OpenedField = 'score' | 'measures' | 'sanctions' | 'reasons' | 'record';

/** A purpose for which other agencies ask (使用目的), with the fields it opens from a day on. */
export interface Purpose {
  readonly code: string;
  readonly name: string;
  readonly versions: readonly { readonly from: Day; readonly opens: readonly OpenedField[] }[];
}

/** The bureau's list. A change is a further version with its day. */
export const purposes: readonly Purpose[] = [
  {
    code: 'supervision',
    name: '监督检查',
    versions: [{ from: day('2023-05-08'), opens: ['score', 'measures', 'sanctions', 'reasons', 'record'] }],
  },
  { code: 'licensing', name: '行政许可', versions: [{ from: day('2023-05-08'), opens: ['measures'] }] },
  { code: 'procurement', name: '采购招标', versions: [{ from: day('2023-05-08'), opens: [] }] },
];

/** The fields a purpose opens on a day; undefined for a purpose that is not on the list then. */
export const openedBy = (code: string, on: Day): readonly OpenedField[] | undefined =>
  purposes
    .find((purpose) => purpose.code === code)
    ?.versions.filter(({ from }) => from <= on)
    .at(-1)?.opens;
