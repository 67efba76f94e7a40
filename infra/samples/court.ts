import { addDays, type Day, yearOf } from '../../lib/shared/day.ts';
import { residentIdCheck } from '../../lib/shared/identifiers.ts';
import { strangerId } from './penalties.ts';
import { type Institution, makePopulation, type Person, type Population } from './population.ts';
import type { Random } from './random.ts';
import type { SampleFile } from './sample-file.ts';

interface CourtOptions {
  readonly random: Random;
  readonly today: Day;
  readonly population: Population;
}

/** An entry of the list of 失信被执行人 (docs/formats.md 7.1), independent of its spelling. */
interface Defaulter {
  readonly iname: string;
  readonly cardNum: string;
  readonly businessEntity: string;
  readonly partyTypeName: '0' | '1';
  readonly number: number;
  readonly filedOn: Day;
  readonly listedOn: Day;
  readonly conduct: string;
}

const strangers = { people: 110, shops: 24 } as const;
const conducts = [
  '有履行能力而拒不履行生效法律文书确定义务',
  '违反财产报告制度',
  '违反限制消费令',
  '有履行能力而拒不履行生效法律文书确定义务,违反财产报告制度',
  '无正当理由拒不履行执行和解协议',
] as const;

/**
 * The whole list of two weeks. In the second week the court's program uses another spelling, some persons are new, and
 * one of the bureau's subjects is removed.
 */
export function courtLists({ random, today, population }: CourtOptions): SampleFile[] {
  const listed = defaulters(population, random).map((who, index) => entry(who, { random, today, index }));
  const [gone, ...staying] = listed;
  const late = strangerPeople(random, 4).map((who, index) =>
    entry(who, { random, today, index: listed.length + index }),
  );
  return [
    listFile('sxbzxr-01.json', listed, firstSpelling),
    listFile('sxbzxr-02.json', gone ? [...staying, ...late] : late, secondSpelling),
  ];
}

type Who = Pick<Defaulter, 'iname' | 'cardNum' | 'businessEntity' | 'partyTypeName'>;

/**
 * Who is on the list: first some subjects of the bureau (institutions, representatives of others, persons whose number
 * is masked), then a majority of others.
 */
function defaulters({ institutions, people }: Population, random: Random): Who[] {
  const [one, two, three, ...others] = spread(institutions, 6);
  return [
    ...[one, two, three].filter((found) => found !== undefined).map(asOrganisation),
    ...others.map(({ representative }) => asPerson(representative)),
    ...spread(people, 6).map((found) => asPerson({ ...found, id: masked(found.id) })),
    ...strangerPeople(random, strangers.people),
    ...strangerShops(random, strangers.shops),
  ];
}

/** So many, spread over the whole list. */
const spread = <T>(all: readonly T[], count: number): T[] =>
  all.filter((_, index) => index % Math.ceil(all.length / count) === Math.floor(all.length / count / 2));

const asPerson = ({ name, id }: Pick<Person, 'name' | 'id'>): Who => ({
  iname: name,
  cardNum: id,
  businessEntity: '',
  partyTypeName: '0',
});
const asOrganisation = ({ name, id, representative }: Omit<Institution, 'category'>): Who => ({
  iname: name,
  cardNum: id,
  businessEntity: representative.name,
  partyTypeName: '1',
});

const masked = (id: string): string => `${id.slice(0, 10)}****${id.slice(-4)}`;

const nobody = { hospitals: 0, pharmacies: 0, doctors: 0, nurses: 0, pharmacists: 0, insured: 0 } as const;

/** Persons of another province, so that none of their numbers is that of a subject. */
const strangerPeople = (random: Random, count: number): Who[] =>
  makePopulation(random, { ...nobody, insured: count }).people.map(({ name, id }) => {
    const body = `510104${id.slice(6, 17)}`;
    return asPerson({ name, id: body + residentIdCheck(body) });
  });

const strangerShops = (random: Random, count: number): Who[] =>
  makePopulation(random, { ...nobody, pharmacies: count }).institutions.map((shop) =>
    asOrganisation({ ...shop, name: `${shop.name}百货`, id: strangerId(random) }),
  );

function entry(who: Who, { random, today, index }: { random: Random; today: Day; index: number }): Defaulter {
  const listedOn = addDays(today, -(10 + random.below(300)));
  return {
    ...who,
    number: 100 + index,
    filedOn: addDays(listedOn, -(20 + random.below(60))),
    listedOn,
    conduct: random.pick(conducts),
  };
}

const listFile = (
  name: string,
  entries: readonly Defaulter[],
  spell: (one: Defaulter, index: number) => object,
): SampleFile => ({
  source: 'court',
  name,
  bytes: new TextEncoder().encode(JSON.stringify(entries.map(spell), null, 1)),
  rows: entries.length,
});

const chinese = (on: Day): string => on.replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日');

/** The spelling of the court's site. */
const firstSpelling = (one: Defaulter, index: number): object => ({
  id: 710_000 + index,
  iname: one.iname,
  caseCode: `(${yearOf(one.listedOn)})藏0102执${one.number}号`,
  age: one.partyTypeName === '1' ? '0' : '41',
  sexy: one.partyTypeName === '1' ? '' : '男性',
  cardNum: one.cardNum,
  businessEntity: one.businessEntity,
  courtName: '拉萨市城关区人民法院',
  areaName: '西藏',
  partyTypeName: one.partyTypeName,
  regDate: one.filedOn.replaceAll('-', ''),
  publishDate: chinese(one.listedOn),
  performance: '全部未履行',
  performedPart: '暂无',
  unperformPart: '暂无',
  disruptTypeName: one.conduct,
});

/** The spelling of the court's interface: days in milliseconds, wide brackets, names in lower case. */
const secondSpelling = (one: Defaulter, index: number): object => ({
  id: 820_000 + index,
  iname: one.iname,
  casecode: `（${yearOf(one.listedOn)}）藏0102执${one.number}号`,
  age: one.partyTypeName === '1' ? 0 : 41,
  sex: one.partyTypeName === '1' ? '' : '男性',
  cardnum: one.cardNum,
  businessentity: one.businessEntity,
  courtname: '拉萨市城关区人民法院',
  areaname: '西藏',
  type: Number(one.partyTypeName),
  regdate: chinese(one.filedOn),
  publishdate: Date.parse(`${one.listedOn}T00:00:00+08:00`),
  performance: '全部未履行',
  disrupttypename: one.conduct,
});
