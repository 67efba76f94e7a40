import { countText } from '../words/numbers.ts';

/** A part of a whole: its words, its number, its colour as a token. */
export interface Share {
  readonly words: string;
  readonly count: number;
  readonly fill: string;
}

/** The parts of a whole as one bar. */
export function ShareBar({
  shares,
  total,
  width = 600,
}: {
  shares: readonly Share[];
  total: number;
  width?: number;
}) {
  let from = 0;
  return (
    <svg
      className="bar"
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={shares.map(({ words, count }) => `${words} ${countText(count)}`).join('，')}
    >
      <rect width={width} height="10" fill="var(--line-2)" />
      {shares.map(({ words, count, fill }) => {
        const x = from;
        const size = (count / Math.max(total, 1)) * width;
        from += size;
        return <rect key={words} x={x} width={size} height="10" fill={fill} />;
      })}
    </svg>
  );
}

/** The same as figures. */
export const ShareFigures = ({
  shares,
  whole,
}: {
  shares: readonly Share[];
  whole?: Pick<Share, 'words' | 'count'>;
}) => (
  <dl className="counts">
    {whole && (
      <div>
        <dt>{whole.words}</dt>
        <dd>{countText(whole.count)}</dd>
      </div>
    )}
    {shares.map(({ words, count, fill }) => (
      <div key={words}>
        <dt>
          <svg width="10" height="10" aria-hidden="true">
            <rect width="10" height="10" rx="2" fill={fill} />
          </svg>{' '}
          {words}
        </dt>
        <dd>{countText(count)}</dd>
      </div>
    ))}
  </dl>
);
