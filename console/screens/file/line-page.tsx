import { Tag } from '../../parts/small.tsx';
import { usePerson } from '../../session/session-context.tsx';
import { basisNames, ruleNames } from '../../words/codes.ts';
import { pointsText } from '../../words/numbers.ts';
import { deductionsOf, type Line, type Sheet } from './sheet.ts';

/** What is behind the points of an indicator: rule, article, table, document, file and row. */
export function LinePage({ line, sheet }: { line: Line; sheet: Sheet['sheet'] }) {
  const deductions = deductionsOf(line);
  const mayOpen = usePerson()?.scopes.has('runs:read') === true;
  return (
    <div className="stack" aria-live="polite">
      <h3>
        {line.name} <Tag>{line.indicator}</Tag>
      </h3>
      <dl className="pairs">
        <dt>分值与得分</dt>
        <dd>
          {pointsText(line.weight)} 分，得 {pointsText(line.awarded)} 分（
          {basisNames[line.basis] ?? line.basis}）
        </dd>
        <dt>指标层级</dt>
        <dd>{line.levels?.join(' › ')}</dd>
        <dt>规则</dt>
        <dd>
          {ruleNames[line.rule] ?? line.rule}
          {line.condition && `；${line.condition}`}
        </dd>
        <dt>条款与版本</dt>
        <dd>
          {line.article}，{sheet.table.version} 起施行的指标表
        </dd>
      </dl>
      {deductions.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">文书</th>
              <th scope="col">机关</th>
              <th scope="col">决定日期</th>
              <th scope="col" className="number">
                扣分
              </th>
              <th scope="col">文件与行</th>
            </tr>
          </thead>
          <tbody>
            {deductions.map(({ document, authority, decidedOn, lost, run, row }) => (
              <tr key={`${document} ${run} ${row}`}>
                <td>{document}</td>
                <td>{authority}</td>
                <td className="nowrap">{decidedOn}</td>
                <td className="number">{pointsText(lost)}</td>
                <td className="nowrap">
                  {row === undefined ? (
                    '见本档案的各项决定'
                  ) : (
                    <>
                      {run && (mayOpen ? <a href={`#/runs/${run}`}>批次</a> : '批次')} 第 {row} 行
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {line.deductionsOmitted !== undefined && (
        <p className="muted">另有 {line.deductionsOmitted} 项未列出。</p>
      )}
    </div>
  );
}
