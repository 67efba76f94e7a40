import { countText } from '../../words/numbers.ts';

const width = 900;
const height = 150;
const left = 46;
const bottom = 22;
const ticksMost = 4;

/** Whole steps of an axis: 1, 2, 5, 10, 20, and so on. */
function stepOf(most: number): number {
  const rough = Math.max(1, most / ticksMost);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
}

/** Subjects asked for by day; an unusual day in another colour and with its number. */
export function Series({
  series,
  unusual,
  title,
}: {
  series: readonly { readonly day: string; readonly subjects: number }[];
  unusual: readonly string[];
  title: string;
}) {
  const tick = stepOf(Math.max(1, ...series.map(({ subjects }) => subjects)));
  const ticks = Math.ceil(Math.max(1, ...series.map(({ subjects }) => subjects)) / tick);
  const most = tick * ticks;
  const step = (width - left) / Math.max(1, series.length);
  const y = (count: number): number => (height - bottom) * (1 - count / most) + 12;
  const labelEvery = Math.max(1, Math.ceil(series.length / 8));
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height + 14}`}>
        <title>{title}</title>
        {Array.from({ length: ticks + 1 }, (_, index) => tick * index).map((value) => (
          <g key={value}>
            <line x1={left} x2={width} y1={y(value)} y2={y(value)} stroke="var(--line-2)" />
            <text className="soft" x={left - 6} y={y(value) + 4} textAnchor="end">
              {countText(value)}
            </text>
          </g>
        ))}
        {series.map(({ day, subjects }, index) => {
          const x = left + index * step;
          const isUnusual = unusual.includes(day);
          return (
            <g key={day}>
              <title>{`${day}：${countText(subjects)} 个主体${isUnusual ? '，异常' : ''}`}</title>
              <rect
                x={x + step * 0.15}
                width={step * 0.7}
                y={y(subjects)}
                height={y(0) - y(subjects)}
                fill={isUnusual ? 'var(--bad)' : 'var(--accent)'}
              />
              {isUnusual && (
                <text x={x + step / 2} y={y(subjects) - 2} textAnchor="middle">
                  {countText(subjects)}
                </text>
              )}
              {index % labelEvery === 0 && (
                <text className="soft" x={x + step / 2} y={height + 8} textAnchor="middle">
                  {day.slice(5)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <figcaption className="muted">{title}</figcaption>
    </figure>
  );
}
