import { categoryName } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';
import { grades, type Spread } from './figures.ts';

const width = 760;
const labels = 130;
const totals = 70;
const lineHeight = 34;
const barHeight = 20;
/** Below this width a count does not stand in its part. */
const textWidth = 30;

/** Grades by category, each bar as wide as the others: shares are compared, counts are written. It prints. */
export function Distribution({ spreads }: { spreads: readonly Spread[] }) {
  const height = spreads.length * lineHeight + 24;
  const room = width - labels - totals;
  return (
    <svg
      className="chart distribution"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`等级分布：${spreads.map(wordsOf).join('；')}`}
    >
      {grades.map((grade, index) => (
        <g key={grade} transform={`translate(${labels + index * 52} 0)`}>
          <rect className={`fill-${grade}`} width="12" height="12" y="2" rx="2" />
          <text x="17" y="12">
            {grade}
          </text>
        </g>
      ))}
      {spreads.map((spread, index) => (
        <g key={spread.category} transform={`translate(0 ${24 + index * lineHeight})`}>
          <text x="0" y="16">
            {categoryName(spread.category)}
          </text>
          {partsOf(spread, room).map(({ grade, from, size, count }) => (
            <g key={grade} transform={`translate(${labels + from} 0)`}>
              <rect className={`fill-${grade}`} width={size} height={barHeight} y="2" />
              {size >= textWidth && (
                <text className="on-fill" x={size / 2} y="16" textAnchor="middle">
                  {countText(count)}
                </text>
              )}
            </g>
          ))}
          <text className="soft" x={width} y="16" textAnchor="end">
            {countText(spread.total)}
          </text>
        </g>
      ))}
    </svg>
  );
}

const wordsOf = ({ category, counts }: Spread): string =>
  `${categoryName(category)} ${grades.map((grade) => `${grade} ${counts[grade]}`).join('，')}`;

function partsOf({ counts, total }: Spread, room: number) {
  let from = 0;
  return grades.flatMap((grade) => {
    const count = counts[grade];
    if (count === 0 || total === 0) return [];
    const size = (count / total) * room;
    const part = { grade, from, size, count };
    from += size;
    return [part];
  });
}

/** The same as a table. */
export const DistributionTable = ({ spreads }: { spreads: readonly Spread[] }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">主体类别</th>
        {grades.map((grade) => (
          <th key={grade} scope="col" className="number">
            {grade}
          </th>
        ))}
        <th scope="col" className="number">
          合计
        </th>
      </tr>
    </thead>
    <tbody>
      {spreads.map(({ category, counts, total }) => (
        <tr key={category}>
          <td>{categoryName(category)}</td>
          {grades.map((grade) => (
            <td key={grade} className="number">
              {countText(counts[grade])}
            </td>
          ))}
          <td className="number">{countText(total)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
