import { type Category, categories, isInstitution } from '../shared/category.ts';
import { type Scheme, schemes } from '../shared/scheme.ts';

const words = <Value>(entries: Readonly<Record<string, Value>>): ReadonlyMap<string, Value> =>
  new Map(Object.entries(entries));

const itself = <Code extends string>(codes: readonly Code[]): Record<string, Code> =>
  Object.fromEntries(codes.map((code) => [code, code]));

/** 主体类别, as code or official term. */
export const categoryWords = words<Category>({
  ...itself(categories),
  定点医疗机构: 'medical-institution',
  医疗机构: 'medical-institution',
  定点零售药店: 'pharmacy',
  零售药店: 'pharmacy',
  药店: 'pharmacy',
  药师: 'pharmacist',
  医师: 'doctor',
  医生: 'doctor',
  医技人员: 'doctor',
  护士: 'nurse',
  护理人员: 'nurse',
  参保人: 'insured-person',
  参保人员: 'insured-person',
  用人单位: 'employer',
  第三方: 'third-party',
  第三方机构: 'third-party',
});

/** 标识类型. */
export const schemeWords = words<Scheme>({
  ...itself(schemes),
  统一社会信用代码: 'uscc',
  居民身份证: 'resident-id',
  身份证: 'resident-id',
  身份证号码: 'resident-id',
  公民身份号码: 'resident-id',
  港澳台居民居住证: 'resident-id',
  外国人永久居留身份证: 'resident-id',
  医保编码: 'medins-code',
});

/**
 * True when the category can have this kind of identifier: institutions have no resident number, persons no 统一社会信用代码.
 */
export const isSchemeOf = (scheme: Scheme, category: Category): boolean =>
  scheme === 'medins-code' || (scheme === 'uscc') === isInstitution(category);
