/** Prefectures of the region (GB/T 2260). */
const prefectureNames: Readonly<Record<string, string>> = {
  '5401': '拉萨市',
  '5402': '日喀则市',
  '5403': '昌都市',
  '5404': '林芝市',
  '5405': '山南市',
  '5406': '那曲市',
  '5425': '阿里地区',
};

export const prefectureName = (code: string): string =>
  prefectureNames[code] ?? (code === '-' || code === '54' ? '未注明地市' : code);

export const prefectures: readonly (readonly [string, string])[] = [
  ['', '全区'],
  ...Object.entries(prefectureNames),
];
