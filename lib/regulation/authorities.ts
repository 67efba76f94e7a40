import { type AuthorityKind, authorityKinds, type DecisionRecord } from '../../schemas/record.ts';
import { type Day, day } from '../shared/day.ts';
import type { Source } from '../shared/source.ts';

/**
 * The words in an authority's name that say which administration it belongs to. The order matters: the name of a
 * discipline inspection group contains the name of the administration it is stationed in.
 */
const words: readonly (readonly [RegExp, AuthorityKind])[] = [
  [/纪律检查|纪检|纪委|监察委|监委/, 'discipline-inspection'],
  [/法院/, 'court'],
  [/医疗保障|医保/, 'medical-insurance'],
  [/卫生|卫健|疾病预防|疾控|中医药|藏医药/, 'health'],
  [/市场监督|市场监管|药品监督|药监|工商|质量技术监督|质监/, 'market-supervision'],
];

const kindByName = (name: string): AuthorityKind | undefined => words.find(([word]) => word.test(name))?.[1];

/** The kind of administration, by the authority's name. If the name does not say it, the kind of the source. */
export const authorityKind = (name: string, otherwise: AuthorityKind): AuthorityKind =>
  kindByName(name) ?? otherwise;

/** Who may bring the decisions of which authorities, from a day on, and why. */
export interface RegisteredAuthorities {
  readonly sources: readonly Source[];
  /** Kinds of administration; or single authorities, by their code or their whole name. */
  readonly kinds?: readonly AuthorityKind[];
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
  /** Division of their seat (GB/T 2260, as many digits as are meant), where a code of the authority shows it. */
  readonly division?: string;
  readonly from: Day;
  readonly to?: Day;
  readonly basis: string;
}

const since = day('2023-05-08');
/**
 * The register of authorities (docs/regulation.md, Identity). A source speaks for its own kind within the
 * region; the courts' list is a national one; the credit platform speaks for all, by agreement. The bureau reports the
 * criminal convictions that annexes 6 to 11 name, which courts decide. A bureau adds its own entries here, dated.
 */
export const registeredAuthorities: readonly RegisteredAuthorities[] = [
  {
    sources: ['market-supervision'],
    kinds: ['market-supervision'],
    division: '54',
    from: since,
    basis: '双公示，本系统',
  },
  { sources: ['health-commission'], kinds: ['health'], division: '54', from: since, basis: '双公示，本系统' },
  {
    sources: ['medical-insurance'],
    kinds: ['medical-insurance', 'court'],
    division: '54',
    from: since,
    basis: '本局认定，及本局报送的刑事判决（附件6至11）',
  },
  { sources: ['court'], kinds: ['court'], from: since, basis: '失信被执行人名单，全国法院' },
  {
    sources: ['discipline-inspection'],
    kinds: ['discipline-inspection'],
    division: '54',
    from: since,
    basis: '纪检监察机关移送',
  },
  { sources: ['credit-platform'], kinds: authorityKinds, from: since, basis: '公共信用信息共享协议' },
];

type Authority = DecisionRecord['authority'];

/** `own`: the register says so. `unnamed`: the name says no administration, and nothing speaks against it. */
export type Speaking = 'own' | 'unnamed' | 'no';

/** Whether a source may bring decisions of an authority, as received on a day. */
export function speaksFor(
  source: Source,
  authority: Authority,
  { on, register = registeredAuthorities }: { on: Day; register?: readonly RegisteredAuthorities[] },
): Speaking {
  const entries = register.filter(
    ({ sources, from, to }) => sources.includes(source) && from <= on && (!to || on <= to),
  );
  if (entries.some((entry) => isNamed(entry, authority))) return 'own';
  const kind = kindByName(authority.name);
  const isOfKind = entries.some((entry) => covers(entry, kind ?? authority.kind, authority));
  if (!isOfKind) return 'no';
  return kind || entries.some(({ kinds }) => kinds?.includes('other')) ? 'own' : 'unnamed';
}

const isNamed = ({ ids, names }: RegisteredAuthorities, { id, name }: Authority): boolean =>
  (id !== undefined && ids?.includes(id)) || names?.includes(name) === true;

const covers = (
  { kinds, division }: RegisteredAuthorities,
  kind: AuthorityKind,
  { id }: Authority,
): boolean => kinds?.includes(kind) === true && isWithin(division, id);

/** Digits 3 to 8 of an organ's code are the division that registered it; the centre is `100000`. */
const isWithin = (division: string | undefined, id: string | undefined): boolean =>
  division === undefined ||
  id === undefined ||
  !/^1[1-3]\d{6}/.test(id) ||
  id.startsWith(division, 2) ||
  id.startsWith('100000', 2);
