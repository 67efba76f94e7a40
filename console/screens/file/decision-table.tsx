import { Tag } from '../../parts/small.tsx';
import { Empty } from '../../parts/state.tsx';
import { decisionStatusNames } from '../../words/codes.ts';
import { sourceNames } from '../../words/sources.ts';
import type { File } from './sheet.ts';

type Decision = File['dishonesty'][number];

export function DecisionTable({ decisions }: { decisions: readonly Decision[] }) {
  if (decisions.length === 0) return <Empty title="没有失信信息" />;
  return (
    <div className="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">文书</th>
            <th scope="col">事项</th>
            <th scope="col">机关</th>
            <th scope="col">决定日期</th>
            <th scope="col">状态</th>
            <th scope="col">来源、批次和行</th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((one) => (
            <tr key={one.key}>
              <td>{one.documentNumber}</td>
              <td>{one.matter}</td>
              <td>{one.authority}</td>
              <td className="nowrap">{one.decidedOn}</td>
              <td>
                <Tag tone={one.status === 'standing' ? 'bad' : 'plain'}>
                  {decisionStatusNames[one.status]}
                </Tag>
              </td>
              <td className="nowrap">
                {sourceNames[one.origin.source]} <a href={`#/runs/${one.origin.run}`}>批次</a> 第{' '}
                {one.origin.row} 行
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
