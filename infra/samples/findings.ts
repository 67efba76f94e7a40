import { tables } from '../../lib/scoring/index.ts';
import type { Category } from '../../lib/shared/category.ts';
import type { PenaltyOptions } from './penalties.ts';
import type { Institution, Person } from './population.ts';
import type { Random } from './random.ts';
import type { DateMaker, SampleFile } from './sample-file.ts';

/** The bureau's own findings, as JSON. */
export function findingsFile(
  count: number,
  { random, dates, population }: Omit<PenaltyOptions, 'people'>,
): SampleFile {
  const subjects: readonly (Institution | Person)[] = [...population.institutions, ...population.people];
  const records: Record<string, unknown>[] = [];
  for (let index = 0; index < count; index++) {
    const again = records.length > 5 && random.chance(0.02) ? random.pick(records) : undefined;
    records.push(again ?? finding(index, { random, dates, subject: random.pick(subjects) }));
  }
  return {
    source: 'medical-insurance',
    name: 'findings.json',
    bytes: new TextEncoder().encode(JSON.stringify({ records }, null, 1)),
    rows: records.length,
  };
}

function finding(
  index: number,
  { random, dates, subject }: { random: Random; dates: DateMaker; subject: Institution | Person },
): Record<string, unknown> {
  const { indicator, rule } = random.pick(scorable(subject.category));
  const record = {
    documentNumber: `藏医保查〔2026〕${index + 1}号`,
    category: subject.category,
    scheme: 'employer' in subject || subject.category === 'insured-person' ? 'resident-id' : 'uscc',
    id: subject.id,
    name: subject.name,
    indicator,
    matter: '医保基金使用检查',
    decidedOn: dates(),
    ...(rule === 'amount' ? { amount: String(100 + random.below(5000)) } : {}),
    ...(rule === 'level' ? { level: random.pick(['partial', 'none']) } : {}),
    ...(rule === 'months' ? { months: String(1 + random.below(6)) } : {}),
    ...(rule === 'count' ? { count: 1 + random.below(2) } : {}),
    status: random.chance(0.02) ? '撤销' : '正常',
    authority: '西藏自治区医疗保障局',
  };
  if (!random.chance(0.05)) return record;
  return random.pick([
    { ...record, indicator: 'xx.unknown' },
    { ...record, decidedOn: '2099-01-01' },
    { ...record, id: `${subject.id.slice(0, -1)}?` },
    { ...record, name: '' },
    { ...record, count: 0.5 },
  ]);
}

/** Indicators of a category that a single finding establishes, with the figure each needs. */
function scorable(category: Category): readonly { indicator: string; rule: string }[] {
  const [first] = tables[category as keyof typeof tables];
  return (first?.indicators ?? []).flatMap(({ code, rule }) => {
    switch (rule.kind) {
      case 'share-per-case':
      case 'points-per-case':
      case 'all-or-nothing':
        return [{ indicator: code, rule: 'count' }];
      case 'amount-linear':
        return [{ indicator: code, rule: 'amount' }];
      case 'disclosure-level':
        return [{ indicator: code, rule: 'level' }];
      case 'banded':
        return rule.field === 'value' ? [] : [{ indicator: code, rule: rule.field }];
      case 'veto':
        return [{ indicator: code, rule: 'veto' }];
      default:
        return [];
    }
  });
}
