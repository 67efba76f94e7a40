import type { AuthorityKind } from '../../schemas/record.ts';

/**
 * The order matters: the name of a discipline inspection group contains the name of the administration it is stationed
 * in.
 */
const words: readonly (readonly [RegExp, AuthorityKind])[] = [
  [/纪律检查|纪检|纪委|监察委|监委/, 'discipline-inspection'],
  [/法院/, 'court'],
  [/医疗保障|医保/, 'medical-insurance'],
  [/卫生|卫健|疾病预防|疾控|中医药|藏医药/, 'health'],
  [/市场监督|市场监管|药品监督|药监|工商|质量技术监督|质监/, 'market-supervision'],
];

/** The kind of administration, by the authority's name. If the name does not say it, the kind of the source. */
export const authorityKind = (name: string, otherwise: AuthorityKind): AuthorityKind =>
  words.find(([word]) => word.test(name))?.[1] ?? otherwise;
