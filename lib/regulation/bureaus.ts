import { type Day, day } from '../shared/day.ts';

/** The medical-insurance bureau of a division (GB/T 2260, as many digits as are meant), from a day on (Art. 6). */
export interface PrefectureBureau {
  readonly division: string;
  readonly name: string;
  readonly from: Day;
  readonly to?: Day;
}

const since = day('2023-05-08');

/** The seven prefectures of the region. A division that is renamed or divided gets further dated entries. */
export const prefectureBureaus: readonly PrefectureBureau[] = [
  { division: '5401', name: '拉萨市医疗保障局', from: since },
  { division: '5402', name: '日喀则市医疗保障局', from: since },
  { division: '5403', name: '昌都市医疗保障局', from: since },
  { division: '5404', name: '林芝市医疗保障局', from: since },
  { division: '5405', name: '山南市医疗保障局', from: since },
  { division: '5406', name: '那曲市医疗保障局', from: since },
  { division: '5425', name: '阿里地区医疗保障局', from: since },
];

/** The name of the bureau that a division belongs to on a day. */
export const prefectureBureauOf = (division: string, on: Day): PrefectureBureau | undefined =>
  prefectureBureaus.find(
    (one) => division.startsWith(one.division) && one.from <= on && (!one.to || on < one.to),
  );
