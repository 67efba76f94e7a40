import type { AnswerOf } from '../../api/operation-types.ts';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { PrintedBy } from '../../parts/printed-by.tsx';
import { Panel } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import { Table } from '../../parts/table.tsx';
import { categoryName, ruleNames } from '../../words/codes.ts';

type Version = AnswerOf<'GET /v1/tables/{category}'>['versions'][number];
type Row = Version['indicators'][number];
type Category = Version['category'];

const categories: readonly Category[] = [
  'medical-institution',
  'pharmacy',
  'pharmacist',
  'doctor',
  'nurse',
  'insured-person',
];

/** The indicator tables as they are in force, and their earlier versions. */
export function Tables() {
  const [filters, setFilters] = useFilters(['category', 'version']);
  const category = categories.find((one) => one === filters.category) ?? 'medical-institution';
  const query = useAnswer('GET /v1/tables/{category}', { params: { category } }, { staleTime: 3_600_000 });
  return (
    <Loaded of={query}>
      {({ versions }) => {
        const shown = versions.find(({ version }) => version === filters.version) ?? versions.at(-1);
        return (
          <>
            <div className="row filters no-print">
              <Choice<Category>
                label="主体类别"
                value={category}
                options={categories.map((one) => [one, categoryName(one)] as const)}
                onChange={(next) => setFilters({ category: next, version: '' })}
              />
              <Choice
                label="版本"
                value={shown?.version ?? ''}
                options={versions.map(({ version }) => [version, `${version} 起`] as const)}
                onChange={(next) => setFilters({ version: next })}
              />
              <button type="button" className="button" onClick={() => print()}>
                打印
              </button>
            </div>
            <PrintedBy />
            {shown && <OneTable of={shown} />}
          </>
        );
      }}
    </Loaded>
  );
}

const OneTable = ({ of: { citation, inForceFrom, category, indicators } }: { of: Version }) => (
  <Panel
    title={`${categoryName(category)}信用评价指标（${citation}）`}
    isBare
    aside={
      <span className="muted">
        {inForceFrom} 起，{indicators.length} 项
      </span>
    }
  >
    <Table<Row>
      rows={indicators}
      keyOf={({ code }) => code}
      none="没有指标"
      columns={[
        { title: '指标', of: ({ name }) => name },
        { title: '代码', of: ({ code }) => <span className="mono">{code}</span>, isWhole: true },
        { title: '分值', of: ({ weight }) => weight, isNumber: true },
        { title: '计分规则', of: ({ rule }) => ruleText(rule) },
      ]}
    />
  </Panel>
);

/** A rule with its figures: `每例扣固定分值（5 分）`. */
function ruleText(rule: Row['rule']): string {
  const name = ruleNames[rule.kind] ?? rule.kind;
  switch (rule.kind) {
    case 'points-per-case':
      return `${name}（${rule.points} 分）`;
    case 'share-per-case':
      return `${name}（每例 1/${rule.denominator}）`;
    case 'amount-linear':
      return `${name}（限额 ${rule.limit} 元）`;
    case 'peer-coefficient':
      return `${name}（${rule.better === 'high' ? '高优' : '低优'}）`;
    case 'banded':
      return `${name}（${rule.bands.length} 档）`;
    default:
      return name;
  }
}
