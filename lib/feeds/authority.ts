import type { AuthorityKind } from '../../schemas/record.ts';

const words: readonly (readonly [RegExp, AuthorityKind])[] = [
  [/医疗保障|医保/, 'medical-insurance'],
  [/卫生|卫健|疾病预防|疾控/, 'health'],
  [/市场监督|市场监管|药品监督|工商/, 'market-supervision'],
  [/法院/, 'court'],
  [/纪律检查|纪检|监察委/, 'discipline-inspection'],
];

/** The administration an authority belongs to, by its name; of a name that does not say it, that of the source. */
export const authorityKind = (name: string, otherwise: AuthorityKind): AuthorityKind =>
  words.find(([word]) => word.test(name))?.[1] ?? otherwise;
