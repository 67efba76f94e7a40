import { Grade } from '../../parts/small.tsx';
import { Empty } from '../../parts/state.tsx';
import { categoryName } from '../../words/codes.ts';
import { pointsText } from '../../words/numbers.ts';
import { prefectureName } from '../../words/places.ts';
import type { Report } from './figures.ts';

type Move = Report['largestMoves'][number];

const againstNames: Readonly<Record<Move['against'], string>> = {
  'year-before': '上年度结果',
  interim: '本年度过程结果',
  'in-force': '现行指标的结果',
};

/** Who moves farthest, and the indicators and documents behind it. */
export const LargestMoves = ({ moves }: { moves: readonly Move[] }) =>
  moves.length === 0 ? (
    <Empty title="没有变动">试算结果与所比较的结果相同。</Empty>
  ) : (
    <div className="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">主体</th>
            <th scope="col">地市</th>
            <th scope="col">变动</th>
            <th scope="col">原因：指标和文书</th>
          </tr>
        </thead>
        <tbody>
          {moves.map((one) => (
            <tr key={one.subject}>
              <td>
                {one.name}
                <br />
                <span className="muted">
                  {categoryName(one.subject.split('.')[0] ?? '')} <span className="mono">{one.id}</span>
                </span>
              </td>
              <td className="nowrap">{prefectureName(one.prefecture)}</td>
              <td className="nowrap">
                <Grade grade={one.from.grade} /> {pointsText(one.from.score)} → <Grade grade={one.to.grade} />{' '}
                {pointsText(one.to.score)}
                <br />
                <span className="muted">比较：{againstNames[one.against]}</span>
              </td>
              <td className="words">
                {one.because.map(({ indicator, title, documents }) => (
                  <div key={indicator}>
                    {title} <span className="muted">{documents.join('、')}</span>
                  </div>
                ))}
                {one.because.length === 0 && <span className="muted">没有扣分记录</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
