import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import type { Random } from './random.ts';

/** Made-up subjects with valid check digits, spread over the seven prefectures (GB/T 2260). */
export interface Institution {
  readonly category: 'medical-institution' | 'pharmacy';
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly level: string;
  readonly division: string;
  readonly representative: { readonly name: string; readonly id: string };
}

export interface Person {
  readonly category: 'doctor' | 'nurse' | 'pharmacist' | 'insured-person';
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly employer?: string;
  readonly division: string;
}

export interface Population {
  readonly institutions: readonly Institution[];
  readonly people: readonly Person[];
}

export interface Size {
  readonly hospitals: number;
  readonly pharmacies: number;
  readonly doctors: number;
  readonly nurses: number;
  readonly pharmacists: number;
  readonly insured: number;
}

const prefectures = [
  ['540102', '拉萨城关'],
  ['540103', '堆龙德庆'],
  ['540202', '桑珠孜'],
  ['540302', '卡若'],
  ['540402', '巴宜'],
  ['540502', '乃东'],
  ['540602', '色尼'],
  ['542523', '噶尔'],
] as const;
const surnames = '王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗';
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚梅玲斌辉';
const tibetan = [
  '扎西',
  '次仁',
  '卓玛',
  '多吉',
  '央金',
  '平措',
  '德吉',
  '旺堆',
  '白玛',
  '格桑',
  '洛桑',
  '尼玛',
  '达娃',
  '拉姆',
  '顿珠',
  '曲珍',
];
const words = [
  '康宁',
  '仁和',
  '雪莲',
  '吉祥',
  '圣康',
  '格桑花',
  '高原红',
  '同济',
  '惠民',
  '百草',
  '天佑',
  '和谐',
  '藏缘',
  '阳光',
];

export function makePopulation(random: Random, size: Size): Population {
  let serial = 0;
  const uscc = (prefix: string, division: string): string => {
    const body = `${prefix}${division}MA6T${String(++serial).padStart(5, '0')}`;
    return body + usccCheck(body);
  };
  const residentId = (division: string): string => {
    const day = String(1 + random.below(28)).padStart(2, '0');
    const month = String(1 + random.below(12)).padStart(2, '0');
    const order = String(++serial % 1000).padStart(3, '0');
    const body = `${division}${1945 + random.below(60)}${month}${day}${order}`;
    return body + residentIdCheck(body);
  };
  const personName = (): string =>
    random.chance(0.6)
      ? `${random.pick(tibetan)}${random.pick(tibetan)}`
      : `${random.pick([...surnames])}${random.pick([...given])}${random.chance(0.5) ? random.pick([...given]) : ''}`;
  const institution = (category: Institution['category'], index: number): Institution => {
    const [division, place] = prefectures[index % prefectures.length] ?? prefectures[0];
    const isHospital = category === 'medical-institution';
    const kind = isHospital
      ? random.pick(['人民医院', '藏医院', '卫生院', '诊所'])
      : random.pick(['大药房', '药店']);
    return {
      category,
      id: uscc(isHospital && random.chance(0.6) ? '12' : '91', division),
      name: `${place}${random.pick(words)}${kind}${index + 1}部`,
      code: `${isHospital ? 'H' : 'P'}${division}${String(index + 1).padStart(5, '0')}`,
      level: isHospital ? random.pick(['一级', '二级', '三级', '未定级']) : '',
      division,
      representative: { name: personName(), id: residentId(division) },
    };
  };
  const institutions = [
    ...Array.from({ length: size.hospitals }, (_, index) => institution('medical-institution', index)),
    ...Array.from({ length: size.pharmacies }, (_, index) => institution('pharmacy', index)),
  ];
  const hospitals = institutions.filter(({ category }) => category === 'medical-institution');
  const pharmacies = institutions.filter(({ category }) => category === 'pharmacy');
  const letters = { doctor: 'D', nurse: 'N', pharmacist: 'HY', 'insured-person': '' } as const;
  const person = (category: Person['category'], employers: readonly Institution[], index: number): Person => {
    const employer = employers.length > 0 ? random.pick(employers) : undefined;
    const [division] = employer
      ? [employer.division]
      : (prefectures[index % prefectures.length] ?? prefectures[0]);
    return {
      category,
      id: residentId(division),
      name: personName(),
      code: letters[category] && `${letters[category]}${division}${String(index + 1).padStart(6, '0')}`,
      ...(employer && { employer: employer.id }),
      division,
    };
  };
  const many = (category: Person['category'], count: number, employers: readonly Institution[]): Person[] =>
    Array.from({ length: count }, (_, index) => person(category, employers, index));
  return {
    institutions,
    people: [
      ...many('doctor', size.doctors, hospitals),
      ...many('nurse', size.nurses, hospitals),
      ...many('pharmacist', size.pharmacists, pharmacies),
      ...many('insured-person', size.insured, []),
    ],
  };
}
