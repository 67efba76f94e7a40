import type { AnswerOf } from '../../api/operation-types.ts';
import { Tag, Time } from '../../parts/small.tsx';
import { sourceNames } from '../../words/sources.ts';
import { distanceText } from '../../words/times.ts';

type Source = AnswerOf<'GET /v1/sources'>['sources'][number];

/** When each source last sent something, beside what was agreed. */
export const SourceTable = ({ sources, now }: { sources: readonly Source[]; now: Date }) => (
  <div className="table-wrap">
    <table>
      <thead>
        <tr>
          <th scope="col">来源</th>
          <th scope="col">状态</th>
          <th scope="col">最近报送</th>
          <th scope="col" className="number">
            约定间隔
          </th>
          <th scope="col">最近批次</th>
        </tr>
      </thead>
      <tbody>
        {sources.map((one) => (
          <tr key={one.source}>
            <td>
              <a href={`#/runs?source=${one.source}`}>{sourceNames[one.source]}</a>
            </td>
            <td>
              <State of={one} />
            </td>
            <td>
              <Time at={one.lastArrivalAt} />{' '}
              <span className="muted">{distanceText(one.lastArrivalAt, now)}</span>
            </td>
            <td className="number">{one.rhythmDays} 天</td>
            <td>{one.lastRunId && <a href={`#/runs/${one.lastRunId}`}>查看</a>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

function State({ of: { quietSince, lastArrivalAt } }: { of: Source }) {
  if (quietSince) return <Tag tone="bad">逾期未报送</Tag>;
  return lastArrivalAt ? <Tag tone="good">正常</Tag> : <Tag>从未报送</Tag>;
}
