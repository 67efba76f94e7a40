import { useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { usePerson } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import { prefectureName, prefectures } from '../../words/places.ts';
import { timeText } from '../../words/times.ts';
import { Distribution, DistributionTable } from './distribution.tsx';
import {
  type Against,
  type Cycle,
  movesByCategory,
  movesByPrefecture,
  type Report,
  spreadsOf,
  usualAgainst,
} from './figures.ts';
import { LargestMoves } from './largest-moves.tsx';
import { MissingValues } from './missing-values.tsx';
import { MovesTable } from './moves-table.tsx';

const againstOptions = [
  ['year', '上年度结果'],
  ['interim', '本年度过程结果'],
] as const;

/** A rehearsal in numbers: who stands where, who moves, why, and what is missing. */
export function Rehearsal({ cycle, report }: { cycle: Cycle; report: Report }) {
  const [filters, setFilters] = useFilters(['prefecture', 'against']);
  const { prefecture } = filters;
  const against = (filters.against as Against | '') || usualAgainst(report);
  const spreads = spreadsOf(report.grades, prefecture);
  const moving = (prefecture && report.byPrefecture?.[prefecture]) || report;
  const moves = report.largestMoves.filter((one) => !prefecture || one.prefecture === prefecture);
  return (
    <>
      <Sums report={report} />
      {report.problems > 0 && (
        <div className="notice bad" role="alert">
          {countText(report.problems)} 个主体未能试算，不能放行：
          {report.problemSubjects.map(({ message }) => message).join('；')}
        </div>
      )}
      <div className="row filters no-print">
        <Choice<string>
          label="地市"
          value={prefecture}
          options={prefectures}
          onChange={(next) => setFilters({ prefecture: next })}
        />
        <Choice<Against>
          label="变动的比较基准"
          value={against}
          options={againstOptions}
          onChange={(next) => setFilters({ against: next })}
        />
      </div>
      <Panel title={`等级分布${prefecture && `，${prefectureName(prefecture)}`}`}>
        <Distribution spreads={spreads} />
        <details>
          <summary>以表格显示</summary>
          <DistributionTable spreads={spreads} />
        </details>
      </Panel>
      <div className="grid-2">
        <Panel title="按主体类别的变动" isBare>
          <MovesTable title="主体类别" moves={movesByCategory(moving, against)} />
        </Panel>
        {report.byPrefecture && (
          <Panel title="按地市的变动" isBare>
            <MovesTable
              title="地市"
              moves={movesByPrefecture(report.byPrefecture, against, prefectureName)}
            />
          </Panel>
        )}
      </div>
      <Panel title="变动最大的主体" isBare>
        <LargestMoves moves={moves} />
      </Panel>
      <Panel title="缺少的监测值">
        <MissingValues year={String(cycle.year)} counts={report.missingValues ?? {}} />
      </Panel>
      <Printed cycle={cycle} />
    </>
  );
}

const Sums = ({ report }: { report: Report }) => (
  <dl className="counts panel body">
    {(
      [
        ['主体', report.subjects],
        ['一票否决', report.vetoed],
        ['新增一票否决', report.newlyVetoed],
        ['连续三年降级', report.downgraded],
        ['未能试算', report.problems],
      ] as const
    ).map(([name, count]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{countText(count)}</dd>
      </div>
    ))}
  </dl>
);

/** Printouts say who and when, and of which rehearsal. */
function Printed({ cycle: { year, rehearsal, cutoff } }: { cycle: Cycle }) {
  const person = usePerson();
  return (
    <p className="muted">
      {year} 年度第 {rehearsal} 次试算，截至 {timeText(cutoff)} 收到的信息；{person?.name} 于{' '}
      {timeText(new Date().toISOString())} 查看
    </p>
  );
}
