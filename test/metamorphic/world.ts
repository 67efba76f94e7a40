import { createRandom, type Random } from '../../infra/samples/random.ts';
import { type Day, day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import type { DecisionRecord, RegistrationRecord, SubjectReference } from '../../schemas/record.ts';

/** Who is in a world. Numbers are new in each enactment, so that all of them share one table. */
export interface Cast {
  readonly hospital: Named;
  readonly pharmacy: Named & { readonly code: string };
  readonly doctor: Named & { readonly code: string };
  readonly patient: Named;
  readonly owner: Named;
}
interface Named {
  readonly id: string;
  readonly name: string;
}

/** A statement of an authority, received on a day. */
export interface Said {
  readonly on: Day;
  readonly record: (cast: Cast) => DecisionRecord;
}

/** What officers do after the records, each with the second officer where one is asked for. */
export type Act =
  | { readonly kind: 'withdraw' | 'put-back' | 'move'; readonly said: number }
  | { readonly kind: 'object'; readonly said: number }
  | { readonly kind: 'rule'; readonly verdict: 'released' | 'refused' }
  | { readonly kind: 'leave' };

export interface World {
  readonly seed: number;
  readonly mode: 'automatic' | 'four-eyes';
  readonly late: 'carry' | 'reopen';
  /** The annual evaluation is published after so many statements, if at all. */
  readonly publishedAfter: number | undefined;
  readonly said: readonly Said[];
  readonly acts: readonly Act[];
}

let people = 0;

/** A cast with numbers that nobody had before. */
export function newCast(): Cast {
  const n = ++people;
  const uscc = (prefix: string): string => {
    const body = prefix + String(n).padStart(17 - prefix.length, '0');
    return body + usccCheck(body);
  };
  const person = (place: string, name: string): Named => {
    const born = `${1960 + (Math.floor(n / 900_000) % 40)}${String(1 + (Math.floor(n / 25_000) % 12)).padStart(2, '0')}${String(1 + (Math.floor(n / 900) % 28)).padStart(2, '0')}`;
    const body = `${place}${born}${String(n % 900).padStart(3, '0')}`;
    return { id: body + residentIdCheck(body), name };
  };
  const digits = String(n).padStart(7, '0');
  return {
    hospital: { id: uscc('12540100H'), name: '变形测试医院' },
    pharmacy: { id: uscc('91540100P'), name: '变形测试药房', code: `P5401${digits}` },
    doctor: { ...person('540102', '次仁扎西'), code: `D54010${digits}` },
    patient: person('540121', '平措旺堆'),
    owner: person('540123', '旦增罗布'),
  };
}

/** The registry: who everybody is. */
export function registryOf({ hospital, pharmacy, doctor, patient, owner }: Cast): RegistrationRecord[] {
  const active = { type: 'registration', status: 'active' } as const;
  return [
    { ...active, subject: { category: 'medical-institution', scheme: 'uscc', ...hospital }, level: '2' },
    {
      ...active,
      subject: { category: 'pharmacy', scheme: 'uscc', id: pharmacy.id, name: pharmacy.name },
      medinsCode: pharmacy.code,
      legalRepresentative: { name: owner.name, residentId: owner.id },
    },
    {
      ...active,
      subject: { category: 'doctor', scheme: 'resident-id', id: doctor.id, name: doctor.name },
      medinsCode: doctor.code,
      employment: { employerId: hospital.id, from: day('2020-01-01') },
    },
    {
      ...active,
      subject: { category: 'insured-person', scheme: 'resident-id', id: doctor.id, name: doctor.name },
    },
    { ...active, subject: { category: 'insured-person', scheme: 'resident-id', ...patient } },
  ];
}

/** The same subjects as a staff export names them: by their medical-insurance codes alone. */
export function exportOf({ hospital, pharmacy, doctor }: Cast): RegistrationRecord[] {
  const active = { type: 'registration', status: 'active' } as const;
  return [
    {
      ...active,
      subject: { category: 'pharmacy', scheme: 'medins-code', id: pharmacy.code, name: pharmacy.name },
    },
    {
      ...active,
      subject: { category: 'doctor', scheme: 'medins-code', id: doctor.code, name: doctor.name },
      employment: { employerId: hospital.id, from: day('2020-01-01') },
    },
  ];
}

/** A world of a seed: the same seed gives the same world. */
export function worldOf(seed: number): World {
  const random = createRandom(seed);
  const said: Said[] = [];
  const count = 3 + random.below(7);
  for (let index = 0; index < count; index++) said.push(statement(index, said, random));
  const acts = Array.from({ length: random.below(4) }, () => act(said.length, random));
  return {
    seed,
    mode: random.chance(0.5) ? 'four-eyes' : 'automatic',
    late: random.chance(0.5) ? 'reopen' : 'carry',
    publishedAfter: random.chance(0.4) ? random.below(count) : undefined,
    said,
    acts,
  };
}

/** The same decision as another export words it: brackets, name of the authority, and what was done. */
const inOtherWords = (record: DecisionRecord): DecisionRecord => ({
  ...record,
  documentNumber: record.documentNumber.replace('〔', '（').replace('〕', '）'),
  authority: { ...record.authority, name: ` ${record.authority.name}` },
  matter: '再次报送',
});

const dayIn = (month: number, of: number): Day =>
  day(`2026-${String(month).padStart(2, '0')}-${String(1 + (of % 28)).padStart(2, '0')}`);

/** A new decision, or a further word about an earlier one: amended, revoked, said again, contradicted. */
function statement(index: number, before: readonly Said[], random: Random): Said {
  const on = dayIn(4 + Math.floor(index / 5), index * 5);
  const known = before.length > 0 && random.chance(0.4) ? random.pick(before) : undefined;
  if (!known) return { on, record: decision(index, random) };
  const further = random.pick(['amendment', 'revocation', 'again', 'contradiction'] as const);
  const amount = String(100 * (1 + random.below(80)));
  return {
    on,
    record: (cast) => {
      const record = known.record(cast);
      if (further === 'again') return inOtherWords(record);
      const { content } = record;
      const other =
        further !== 'revocation' && content.kind === 'finding' && content.amount !== undefined
          ? { ...record, content: { ...content, amount } }
          : record;
      return further === 'contradiction' ? other : { ...other, status: further, decidedOn: on };
    },
  };
}

function decision(index: number, random: Random): Said['record'] {
  const on = dayIn(1 + random.below(3), random.below(28));
  const amount = String(1000 * (1 + random.below(6)));
  const fraud = random.pick(['ip.impersonation', 'ip.drug-resale', 'ip.credential-lending', 'ip.crime']);
  const byCode = random.chance(0.5);
  const kind = random.pick(['penalty', 'closure', 'complaint', 'fraud', 'fraud', 'listing', 'conviction']);
  return (cast) => {
    const of = (subject: SubjectReference, said: Partial<DecisionRecord>): DecisionRecord =>
      ({
        type: 'decision',
        documentNumber: `变测〔2026〕${index + 1}号`,
        authority: { name: '西藏自治区医疗保障局', kind: 'medical-insurance' },
        decidedOn: on,
        status: 'original',
        usage: 'public',
        subject,
        ...said,
      }) as DecisionRecord;
    const market = { name: '西藏自治区市场监督管理局', kind: 'market-supervision' } as const;
    const shop = byCode
      ? { scheme: 'medins-code' as const, id: cast.pharmacy.code, name: cast.pharmacy.name }
      : { scheme: 'uscc' as const, id: cast.pharmacy.id, name: cast.pharmacy.name };
    const medic = byCode
      ? { scheme: 'medins-code' as const, id: cast.doctor.code, name: cast.doctor.name }
      : { scheme: 'resident-id' as const, id: cast.doctor.id, name: cast.doctor.name };
    const finding = (indicator: string, figures: object = {}): Partial<DecisionRecord> => ({
      content: { kind: 'finding', indicator, ...figures },
    });
    switch (kind) {
      case 'penalty':
        return of(shop, { authority: market, content: { kind: 'penalty', penalties: ['warning'] } });
      case 'closure':
        return of(shop, { authority: market, content: { kind: 'penalty', penalties: ['business-closed'] } });
      case 'listing':
        return of(
          { scheme: 'resident-id', ...cast.owner },
          { authority: market, content: { kind: 'listing', list: 'serious-dishonesty', listedOn: on } },
        );
      case 'complaint':
        return of({ category: 'doctor', ...medic }, finding('dr.complaint', { count: 1 }));
      case 'conviction':
        return of({ category: 'doctor', ...medic }, finding('dr.fraud-conviction'));
      default:
        return of(
          { category: 'insured-person', scheme: 'resident-id', ...cast.patient },
          fraud === 'ip.crime' ? finding(fraud) : finding(fraud, { amount }),
        );
    }
  };
}

function act(count: number, random: Random): Act {
  const said = random.below(count);
  return random.pick<Act>([
    { kind: 'withdraw', said },
    { kind: 'put-back', said },
    { kind: 'move', said },
    { kind: 'object', said },
    { kind: 'rule', verdict: random.pick(['released', 'refused'] as const) },
    { kind: 'leave' },
  ]);
}
