import type { Random } from '../../../infra/samples/random.ts';
import type { Source } from '../../../lib/shared/source.ts';
import { defaulter, finding, penalty } from '../../support/records.ts';
import { cast, type Row, registryRows, staff } from './cast.ts';

/** A row that was said, so that a later one can say it again, amend it or take it back. */
export interface Statement {
  readonly source: Source;
  readonly row: Row;
}

/** An entry of a court's list: an organisation where the number is one's. */
const listEntry = (number: number, who: { id: string; name: string }, change: object = {}): Row =>
  defaulter(number, who, {
    ...change,
    ...(who.id === cast.hospital.id && { partyTypeName: '1', businessEntity: cast.boss.name }),
  });

/** A court's change of its list. */
const listed = (number: number, who: { id: string; name: string }, change: object = {}): Row => ({
  ...listEntry(number, who, { publishDate: '2026-03-01' }),
  state: '新增',
  updateDate: '2026-03-01',
  ...change,
});

const subjectOf = {
  patient: { category: 'insured-person', ...cast.patient },
  insuredDoctor: { category: 'insured-person', ...cast.doctor },
  doctor: { category: 'doctor', ...cast.doctor },
  nurse: { category: 'nurse', ...cast.nurse },
  pharmacy: { category: 'pharmacy', ...cast.pharmacy },
  branch: { category: 'pharmacy', ...cast.branch },
  hospital: { category: 'medical-institution', ...cast.hospital },
} as const;

const amountOf = (random: Random): string => String(100 * (1 + random.below(80)));

/** Makers of a new decision, each with what can vary. */
const makers: readonly ((number: number, random: Random) => Statement)[] = [
  (number, random) =>
    findingOf(
      number,
      random.pick(['patient', 'insuredDoctor']),
      random.pick(['ip.impersonation', 'ip.drug-resale']),
      {
        amount: amountOf(random),
      },
    ),
  (number) => findingOf(number, 'patient', 'ip.crime'),
  (number, random) => findingOf(number, 'doctor', 'dr.complaint', { count: 1 + random.below(3) }),
  (number) => findingOf(number, 'doctor', 'dr.fraud-conviction'),
  (number) => findingOf(number, 'nurse', 'nu.fraud-conviction'),
  (number, random) => institutionFinding(number, random.pick(['pharmacy', 'branch', 'hospital']), random),
  (number, random) =>
    penaltyOf(number, random.pick([cast.pharmacy, cast.branch, cast.hospital, cast.stranger]), '警告'),
  (number, random) => penaltyOf(number, random.pick([cast.pharmacy, cast.branch]), '责令关闭'),
  (number, random) => ({
    source: 'court',
    row: listed(number, random.pick([cast.boss, cast.boss, cast.pharmacy, cast.hospital, cast.patient])),
  }),
];

const findingOf = (
  number: number,
  who: keyof typeof subjectOf,
  indicator: string,
  figures: object = {},
): Statement => ({ source: 'medical-insurance', row: finding(number, subjectOf[who], indicator, figures) });

/** A finding that adds up with others of its kind. */
export const institutionFinding = (
  number: number,
  who: 'pharmacy' | 'branch' | 'hospital',
  random: Random,
): Statement =>
  who === 'hospital'
    ? findingOf(number, who, 'mi.interview', { count: 1 + random.below(3) })
    : findingOf(number, who, 'ph.recovered-amount', { amount: amountOf(random) });

/** What the bureau found of one doctor of many. */
export const staffFinding = (number: number, random: Random): Statement => ({
  source: 'medical-insurance',
  row: finding(number, { category: 'doctor', ...random.pick(staff) }, 'dr.complaint', {
    count: 1 + random.below(3),
  }),
});

export const penaltyOf = (number: number, who: { id: string; name: string }, kind: string): Statement => ({
  source: 'market-supervision',
  row: penalty(number, who, { CF_CFLB: kind }),
});

export const newStatement = (number: number, random: Random): Statement =>
  random.pick(makers)(number, random);

/** A further word about an earlier statement. */
export function further({ source, row }: Statement, random: Random): Statement {
  const kind = random.pick([
    'again',
    'changed',
    'taken-back',
    'contradicted',
    'contradicted',
    'unreadable',
    'unreadable',
  ] as const);
  if (kind === 'again') return { source, row };
  return { source, row: { ...row, ...changes[source]?.[kind](row, random) } };
}

type Kind = 'changed' | 'taken-back' | 'contradicted' | 'unreadable';
type Change = (row: Row, random: Random) => Row;

const otherFigures = (row: Row, random: Random): Row => ({
  ...(row['amount'] !== undefined && { amount: amountOf(random) }),
  ...(row['count'] !== undefined && { count: 1 + random.below(5) }),
});
const later = (random: Random): string => `2026-06-${String(1 + random.below(20)).padStart(2, '0')}`;

const changes: Partial<Record<Source, Readonly<Record<Kind, Change>>>> = {
  'medical-insurance': {
    changed: (row, random) => ({ ...otherFigures(row, random), status: '变更', decidedOn: later(random) }),
    'taken-back': (_, random) => ({ status: '撤销', decidedOn: later(random) }),
    contradicted: otherFigures,
    unreadable: (_, random) => random.pick([{ indicator: 'xx.unknown' }, { decidedOn: '2026-02-30' }]),
  },
  'market-supervision': {
    changed: () => ({ CF_CFLB: '罚款', CF_NR_FK: 0.2 }),
    'taken-back': () => ({ CF_XDR_MC: '城关区无名小店' }),
    contradicted: () => ({ CF_CFLB: '责令停产停业' }),
    unreadable: (_, random) => random.pick([{ CF_CFLB: '警告；加倍警告' }, { CF_CFLB: '' }]),
  },
  court: {
    changed: () => ({ state: '屏蔽', updateDate: '2026-05-01' }),
    'taken-back': () => ({ state: '撤销', updateDate: '2026-05-01' }),
    contradicted: () => ({ publishDate: '2026-03-15' }),
    unreadable: () => ({ publishDate: '2026-13-01' }),
  },
};

/** The whole list of a court: some of ours and some strangers. */
export function wholeList(random: Random): Row[] {
  const ours = [cast.pharmacy, cast.boss, cast.hospital, cast.doctor]
    .map((who, index) => listEntry(500 + index, who))
    .filter(() => random.chance(0.6));
  const masked = defaulter(510, { ...cast.doctor, id: '5401021985****0013' });
  const strangers = [0, 1].map((index) =>
    defaulter(600 + index, { id: '11010519491231002X', name: `路人${index}` }),
  );
  return [...ours, ...(random.chance(0.2) ? [masked] : []), ...strangers];
}

/**
 * A registry: all of it or a part, sometimes with a change. Whether a row names its subject otherwise than the registry
 * depends on the registry at that moment, so a new name is only for plans in which nothing is compared with another order.
 */
export function registryOf(random: Random, mayRename: boolean): Row[] {
  return registryRows
    .filter(() => random.chance(0.8))
    .map((row) => {
      if (!random.chance(0.15)) return row;
      const { employerId } = row;
      return random.pick<Row>([
        { ...row, status: '退出' },
        ...(mayRename ? [{ ...row, name: `${String(row['name'])}分院` }] : []),
        ...(employerId === undefined ? [] : [{ ...row, employedTo: '2026-05-31' }]),
        ...(row['level'] === undefined ? [] : [{ ...row, level: '二级' }]),
        { ...row, id: '123' },
      ]);
    });
}
