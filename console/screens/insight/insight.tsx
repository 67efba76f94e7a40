import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { type CsvColumn, csvText } from '../../parts/csv.ts';
import { TextField } from '../../parts/field.tsx';
import { PrintedBy } from '../../parts/printed-by.tsx';
import { saveFile } from '../../parts/save-as.ts';
import { Head, Panel, Tag } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import { Table } from '../../parts/table.tsx';
import { countText } from '../../words/numbers.ts';
import { purposeName } from '../../words/purposes.ts';
import { timeText } from '../../words/times.ts';
import {
  type AgencyActivity,
  activityOf,
  type Count,
  seriesOf,
  subjectsByDay,
  unusualFrom,
  unusualTimes,
} from './activity.ts';
import { Receipts } from './receipts.tsx';
import { Series } from './series.tsx';

const daysShown = 31;
const today = (): string => timeText(new Date().toISOString()).slice(0, 10);
const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Who asked for how much, day by day; what an agency asked, and who of it. */
export function Insight() {
  const [filters, setFilters] = useFilters(['from', 'to', 'agency']);
  const to = filters.to || today();
  const from = filters.from || daysBefore(to, daysShown - 1);
  const { agency } = filters;
  const query = useAnswer('GET /v1/receipts/counts', { query: { from, to } });
  return (
    <>
      <Head title="查询留痕" note="每一次披露都有回执；回执不含被查询人的身份">
        <button type="button" className="button no-print" onClick={() => print()}>
          打印
        </button>
      </Head>
      <PrintedBy />
      <div className="row filters no-print">
        <Day label="自" value={from} onChange={(next) => setFilters({ from: next })} />
        <Day label="至" value={to} onChange={(next) => setFilters({ to: next })} />
      </div>
      <Loaded of={query}>
        {({ counts }) => (
          <div className="stack">
            <Counted
              counts={counts}
              period={{ from, to }}
              agency={agency}
              onChoose={(next) => setFilters({ agency: next })}
            />
            {agency && <Receipts key={`${agency} ${from} ${to}`} agency={agency} period={{ from, to }} />}
          </div>
        )}
      </Loaded>
    </>
  );
}

const Day = ({ label, value, onChange }: { label: string; value: string; onChange(value: string): void }) => (
  <TextField label={label} type="date" value={value} onChange={onChange} />
);

const csvColumns: readonly CsvColumn<Count>[] = [
  { title: '日期', of: ({ day }) => day },
  { title: '机构', of: ({ agency }) => agency },
  { title: '用途', of: ({ purpose }) => purposeName(purpose) },
  { title: '查询次数', of: ({ receipts }) => receipts },
  { title: '查询主体数', of: ({ subjects }) => subjects },
  { title: '披露主体数', of: ({ disclosed }) => disclosed },
];

function Counted({
  counts,
  period,
  agency,
  onChoose,
}: {
  counts: readonly Count[];
  period: { from: string; to: string };
  agency: string;
  onChoose(agency: string): void;
}) {
  const agencies = activityOf(counts);
  const shown = agency ? counts.filter((count) => count.agency === agency) : counts;
  const unusual = (agency ? agencies.filter((one) => one.agency === agency) : agencies).flatMap(
    (one) => one.unusual,
  );
  return (
    <>
      <Panel
        title={agency ? `${agency}的查询` : '各机构的查询'}
        aside={
          <div className="row no-print">
            {agency && (
              <button type="button" className="button small" onClick={() => onChoose('')}>
                全部机构
              </button>
            )}
            <button
              type="button"
              className="button small"
              disabled={shown.length === 0}
              onClick={() =>
                saveFile(
                  `查询统计 ${period.from} ${period.to}.csv`,
                  new Blob([csvText(csvColumns, shown)], { type: 'text/csv' }),
                )
              }
            >
              导出统计
            </button>
          </div>
        }
      >
        <Series
          series={seriesOf(period, subjectsByDay(shown))}
          unusual={unusual}
          title={`每日查询主体数，${period.from} 至 ${period.to}`}
        />
      </Panel>
      <Panel
        title="机构"
        isBare
        aside={
          <span className="muted">
            异常：某日查询主体数超过该机构其余各日中位数的 {unusualTimes} 倍，且不少于 {unusualFrom} 个
          </span>
        }
      >
        <Agencies
          agencies={agencies}
          chosen={agency}
          placeOf={(one) => `#/receipts?${new URLSearchParams({ ...period, agency: one })}`}
        />
      </Panel>
    </>
  );
}

const Agencies = ({
  agencies,
  chosen,
  placeOf,
}: {
  agencies: readonly AgencyActivity[];
  chosen: string;
  placeOf(agency: string): string;
}) => (
  <Table
    rows={agencies}
    keyOf={({ agency }) => agency}
    none="这段时间没有查询"
    columns={[
      {
        title: '机构或者人员',
        of: ({ agency }) => (
          <a href={placeOf(agency)} aria-current={agency === chosen ? 'true' : undefined}>
            {agency}
          </a>
        ),
      },
      { title: '查询次数', of: ({ receipts }) => countText(receipts), isNumber: true },
      { title: '查询主体数', of: ({ subjects }) => countText(subjects), isNumber: true },
      { title: '披露主体数', of: ({ disclosed }) => countText(disclosed), isNumber: true },
      { title: '最多一日', of: ({ most }) => countText(most), isNumber: true },
      {
        title: '异常',
        of: ({ unusual }) => (unusual.length > 0 ? <Tag tone="bad">{unusual.join('、')}</Tag> : '无'),
      },
    ]}
  />
);
