import { pointsText } from '../../words/numbers.ts';
import { type Line, type Sheet, stepsOf } from './sheet.ts';

const width = 760;
const labels = 210;
const figures = 64;
const lineHeight = 26;
const barHeight = 14;
/** Hundredths of a point: lines are shown rounded, the sum is exact. */
const roundingMost = 5;

/** Why the score is what it is: from the full points down, one bar an indicator. A bar opens its line. */
export function Waterfall({
  sheet,
  chosen,
  onChoose,
}: {
  sheet: Sheet['sheet'];
  chosen: string | undefined;
  onChoose(line: Line): void;
}) {
  const { full, steps } = stepsOf(sheet.lines);
  const scored = Math.round(Number(sheet.score) * 100);
  const uncapped = steps.at(-1)?.after ?? full;
  const lowest = Math.min(full, ...steps.map(({ after }) => after), scored, uncapped);
  // The drawing begins below the lowest, so that small losses are seen; the figures say the points.
  const from = Math.max(0, Math.floor((lowest - full * 0.08) / 500) * 500);
  const x = (points: number): number =>
    labels + ((points - from) / Math.max(full - from, 1)) * (width - labels - figures);
  const rows = [
    {
      key: 'full',
      name: '满分',
      from,
      to: full,
      text: pointsText((full / 100).toFixed(2)),
      fill: 'var(--line)',
    },
    ...steps.map(({ line, change, before, after }) => ({
      key: line.indicator,
      line,
      name: line.name,
      from: Math.min(before, after),
      to: Math.max(before, after),
      text: `${change > 0 ? '+' : ''}${pointsText((change / 100).toFixed(2))}`,
      fill: change > 0 ? 'var(--good)' : 'var(--bad)',
    })),
    ...(Math.abs(uncapped - scored) >= roundingMost
      ? [
          {
            key: 'cap',
            name: '总分封顶',
            from: Math.min(scored, uncapped),
            to: Math.max(scored, uncapped),
            text: pointsText(((scored - uncapped) / 100).toFixed(2)),
            fill: 'var(--ink-2)',
          },
        ]
      : []),
    {
      key: 'score',
      name: '得分',
      from,
      to: scored,
      text: pointsText(sheet.score),
      fill: `var(--grade-${sheet.grade})`,
    },
  ];
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${rows.length * lineHeight + 4}`}>
        <title>{`计分：满分 ${pointsText((full / 100).toFixed(2))}，得分 ${pointsText(sheet.score)}`}</title>
        {rows.map((row, index) => {
          const y = index * lineHeight;
          const line = 'line' in row ? row.line : undefined;
          const bar = (
            <>
              <rect
                width={width}
                height={lineHeight}
                y={y}
                fill={row.key === chosen ? 'var(--accent-soft)' : 'transparent'}
              />
              <text x={labels - 10} y={y + 17} textAnchor="end">
                {row.name.length > 15 ? `${row.name.slice(0, 14)}…` : row.name}
              </text>
              <rect
                x={x(row.from)}
                y={y + 6}
                width={Math.max(x(row.to) - x(row.from), 2)}
                height={barHeight}
                rx="2"
                fill={row.fill}
              />
              <text x={x(row.to) + 8} y={y + 17}>
                {row.text}
              </text>
            </>
          );
          return line ? (
            // biome-ignore lint/a11y/useSemanticElements: a part of a drawing cannot be a button element
            <g
              key={row.key}
              role="button"
              tabIndex={0}
              className="step"
              aria-pressed={row.key === chosen}
              onClick={() => onChoose(line)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onChoose(line);
              }}
            >
              {bar}
            </g>
          ) : (
            <g key={row.key}>{bar}</g>
          );
        })}
      </svg>
      <figcaption className="muted">
        横轴自 {pointsText((from / 100).toFixed(2))} 分起；点选一项查看依据。
      </figcaption>
    </figure>
  );
}
