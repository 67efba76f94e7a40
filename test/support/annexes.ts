/**
 * A second reading of the annexes, by hand and in whole numbers: the points of a row are a pair [numerator,
 * denominator]. It shares no code with the product, so that agreement is evidence.
 */
export interface PlainCase {
  category: string;
  evidence: {
    indicator: string;
    count?: number;
    amount?: string;
    months?: string;
    value?: string;
    level?: string;
  }[];
  peers: Record<string, { min: string; max: string }>;
  previousGrades: string[];
}
type Pair = readonly [bigint, bigint];

const scale = 10n ** 10n;
/** A decimal in units of 1e-10. */
const parsed = (text: string): bigint => {
  const negative = text.startsWith('-');
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * scale + BigInt(part.padEnd(10, '0'));
  return negative ? -value : value;
};

const within = (value: bigint, top: bigint): bigint => {
  if (value < 0n) return 0n;
  return value > top ? top : value;
};

const shares: Record<string, [weight: bigint, part: bigint]> = {
  'mi.policies': [2n, 4n],
  'mi.data-upload': [3n, 4n],
  'mi.interview': [4n, 5n],
  'mi.circular': [4n, 3n],
  'mi.rectification': [4n, 3n],
  'mi.physician-sanction': [6n, 5n],
  'mi.complaint': [6n, 5n],
  'mi.administrative-penalty': [18n, 6n],
  'ph.interview': [2n, 3n],
  'ph.rectification': [4n, 3n],
  'ph.circular': [4n, 3n],
  'ph.agreement-suspension': [4n, 2n],
  'ph.pharmacist-suspension': [5n, 4n],
  'ph.pharmacist-disqualification': [3n, 2n],
  'ph.complaint': [4n, 4n],
  'ph.penalty-warning-fine': [3n, 3n],
  'ph.penalty-closure': [6n, 2n],
};
/** Points for each case, in tenths. */
const points: Record<string, [weight: bigint, tenths: bigint]> = {
  'ph.negative-publicity': [4n, 10n],
  'pt.licence-mismatch': [3n, 30n],
  'pt.scope-mismatch': [3n, 30n],
  'pt.dispensing-violation': [3n, 15n],
  'pt.identity-check': [3n, 15n],
  'pt.licence-hanging': [3n, 15n],
  'pt.complaint': [3n, 15n],
  'pt.inspection-cooperation': [5n, 50n],
  'pt.fund-loss': [15n, 150n],
  'pt.cash-out': [15n, 150n],
  'pt.drug-swap': [10n, 20n],
  'pt.drug-resale': [15n, 150n],
  'pt.negative-publicity': [2n, 20n],
  'pt.administrative-penalty': [10n, 50n],
  'pt.disciplinary': [10n, 100n],
  'dr.licence-mismatch': [3n, 30n],
  'dr.scope-mismatch': [3n, 30n],
  'dr.inspection-cooperation': [3n, 30n],
  'dr.forged-records': [15n, 150n],
  'dr.out-of-scope-service': [10n, 100n],
  'dr.licence-lending': [11n, 110n],
  'dr.uninformed-patient': [10n, 20n],
  'dr.assisted-fraud': [15n, 75n],
  'dr.administrative-penalty': [20n, 100n],
  'dr.complaint': [10n, 20n],
  'nu.licence-mismatch': [3n, 30n],
  'nu.scope-mismatch': [3n, 30n],
  'nu.inspection-cooperation': [3n, 30n],
  'nu.inaccurate-records': [6n, 20n],
  'nu.forged-records': [15n, 75n],
  'nu.privacy-leak': [15n, 50n],
  'nu.policy-misleading': [10n, 50n],
  'nu.self-set-charges': [10n, 50n],
  'nu.inflated-charges': [10n, 50n],
  'nu.unreasonable-charges': [10n, 50n],
  'nu.administrative-penalty': [15n, 50n],
  'ip.unpaid-copayment': [20n, 100n],
};
const nothing: Record<string, bigint> = {
  'mi.change-filing': 2n,
  'mi.inspection-cooperation': 2n,
  'mi.system-integration': 3n,
  'mi.financial-accounts': 2n,
  'mi.financial-records': 2n,
  'mi.invoices': 2n,
  'mi.identity-check': 3n,
  'mi.fee-list': 2n,
  'ph.management': 5n,
  'ph.training': 6n,
  'ph.policies': 5n,
  'ph.risk-control': 6n,
  'ph.prescription-records': 2n,
  'ph.drug-management': 5n,
  'ph.licence-withheld': 10n,
};
const linear: Record<string, [bigint, bigint]> = {
  'ph.recovered-amount': [7n, 1000n],
  'ph.fine': [7n, 500n],
};
const ratios: Record<string, [weight: bigint, better: 'low' | 'high', growth: boolean]> = {
  'mi.inpatient-total-growth': [2n, 'low', true],
  'mi.outpatient-total-growth': [2n, 'low', true],
  'mi.outpatient-average-growth': [2n, 'low', true],
  'mi.inpatient-average-growth': [2n, 'low', true],
  'mi.outpatient-average-cost': [2n, 'low', false],
  'mi.inpatient-average-cost': [2n, 'low', false],
  'mi.recovered-share': [5n, 'low', false],
  'mi.self-correction-share': [5n, 'high', false],
  'ph.satisfaction': [4n, 'high', false],
};
const bonuses: Record<string, bigint> = {
  'mi.good-history': 2n,
  'mi.commendation': 2n,
  'ph.commendation': 4n,
};
const vetoes = new Set([
  'mi.fraud-conviction',
  'mi.blacklisted',
  'mi.agreement-terminated',
  'mi.criminal-referral',
  'ph.fraud-conviction',
  'ph.blacklisted',
  'ph.agreement-terminated',
  'ph.criminal-referral',
  'pt.fraud-conviction',
  'pt.bribery',
  'dr.disciplinary',
  'dr.fraud-conviction',
  'nu.disciplinary',
  'nu.fraud-conviction',
  'ip.crime',
]);
const fourFrauds = ['ip.drug-resale', 'ip.impersonation', 'ip.credential-lending', 'ip.duplicate-benefit'];

export const codesOf = (category: string): string[] => {
  const prefix =
    {
      'medical-institution': 'mi.',
      pharmacy: 'ph.',
      pharmacist: 'pt.',
      doctor: 'dr.',
      nurse: 'nu.',
      'insured-person': 'ip.',
    }[category] ?? '';
  const special = [
    'mi.price-disclosure',
    'ph.price-disclosure',
    'mi.agreement-suspension',
    'mi.patient-satisfaction',
    ...fourFrauds,
  ];
  return [
    ...Object.keys({ ...shares, ...points, ...nothing, ...linear, ...ratios, ...bonuses }),
    ...vetoes,
    ...special,
  ].filter((code) => code.startsWith(prefix));
};

export function judge(given: PlainCase): { score: string; grade: string } {
  let [n, d]: Pair = [0n, 1n];
  const add = ([a, b]: Pair): void => {
    [n, d] = [n * b + a * d, d * b];
  };
  for (const code of codesOf(given.category)) add(leaves(code, given));
  if (n > 100n * d) [n, d] = [100n, 1n];
  const cents = (n * 200n + d) / (2n * d);
  const score = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
  const earned = given.evidence.some(({ indicator, count = 1 }) => vetoes.has(indicator) && count > 0)
    ? 'E'
    : cents >= 9500n
      ? 'A'
      : cents >= 8500n
        ? 'B'
        : cents >= 7500n
          ? 'C'
          : cents >= 6500n
            ? 'D'
            : 'E';
  return { score, grade: loweredFor(given, earned) };
}

function loweredFor({ category, previousGrades }: PlainCase, earned: string): string {
  const last = previousGrades.slice(-3);
  const isStaff = ['pharmacist', 'doctor', 'nurse'].includes(category);
  if (!isStaff || last.length < 3 || last.some((grade) => grade < 'C')) return earned;
  const lowest = [...last].sort().at(-1) ?? 'C';
  const step = lowest === 'C' ? 'D' : 'E';
  return earned > step ? earned : step;
}

function leaves(code: string, { evidence, peers }: PlainCase): Pair {
  const own = evidence.filter(({ indicator }) => indicator === code);
  const cases = own.reduce((sum, { count = 1 }) => sum + BigInt(count), 0n);
  const atLeast0 = ([a, b]: Pair): Pair => [a < 0n ? 0n : a, b];
  if (vetoes.has(code)) return [0n, 1n];
  const bonus = bonuses[code];
  if (bonus !== undefined) return [cases < bonus ? cases : bonus, 1n];
  const share = shares[code];
  if (share) {
    const [weight, part] = share;
    if (code === 'mi.data-upload' && own.some(({ level }) => level === 'none')) return [0n, 1n];
    return atLeast0([weight * (part - cases), part]);
  }
  const fixed = points[code];
  if (fixed) return atLeast0([fixed[0] * 10n - fixed[1] * cases, 10n]);
  const all = nothing[code];
  if (all !== undefined) return [cases > 0n ? 0n : all, 1n];
  const limit = linear[code];
  const sumOf = (field: 'amount' | 'months'): bigint =>
    own.reduce((sum, item) => sum + parsed(item[field] ?? '0'), 0n);
  if (limit) return atLeast0([limit[0] * (limit[1] * scale - sumOf('amount')), limit[1] * scale]);
  const last = own.at(-1);
  const ratio = ratios[code];
  if (ratio) {
    const [weight, better, growth] = ratio;
    if (last?.value === undefined) return [code === 'ph.satisfaction' ? 0n : weight, 1n];
    const value = parsed(last.value);
    if (growth && value < 5n * scale) return [weight, 1n];
    const min = parsed(peers[code]?.min ?? '0');
    const max = parsed(peers[code]?.max ?? '0');
    if (min === max) return [weight, 1n];
    const part = better === 'low' ? max - value : value - min;
    const clamped = within(part, max - min);
    return [weight * clamped, max - min];
  }
  if (code.endsWith('price-disclosure')) {
    const weight = code.startsWith('mi') ? 2n : 4n;
    return own.some(({ level }) => level === 'none')
      ? [0n, 1n]
      : own.some(({ level }) => level === 'partial')
        ? [weight, 2n]
        : [weight, 1n];
  }
  if (code === 'mi.agreement-suspension') {
    const months = sumOf('months');
    return months === 0n
      ? [6n, 1n]
      : months <= 3n * scale
        ? [54n, 10n]
        : months <= 6n * scale
          ? [48n, 10n]
          : [3n, 1n];
  }
  if (code === 'mi.patient-satisfaction') {
    if (last?.value === undefined) return [5n, 1n];
    const value = parsed(last.value);
    if (value >= 90n * scale) return [5n, 1n];
    if (value >= 80n * scale) return [45n, 10n];
    if (value >= 70n * scale) return [35n, 8n];
    return value >= 60n * scale ? [15n, 4n] : [5n, 2n];
  }
  if (own.length === 0) return [20n, 1n];
  const amount = sumOf('amount');
  return [amount < 1000n * scale ? 15n : amount < 2000n * scale ? 10n : amount < 3000n * scale ? 5n : 0n, 1n];
}
