import { Tag, type Tone } from '../../parts/small.tsx';
import { runStatusNames } from '../../words/codes.ts';
import { countText } from '../../words/numbers.ts';

/** Where the rows of a file went: received is the sum of the four. */
export interface Counts {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly unmatched: number;
  readonly quarantined: number;
}

const parts = [
  ['accepted', '采纳', 'var(--good)'],
  ['duplicates', '重复', 'var(--ink-2)'],
  ['unmatched', '非我主体', 'var(--accent)'],
  ['quarantined', '待人工', 'var(--bad)'],
] as const;

const tones: Readonly<Record<keyof typeof runStatusNames, Tone>> = {
  running: 'note',
  completed: 'good',
  held: 'warn',
  failed: 'bad',
};

export const RunStatus = ({ run: { status } }: { run: { status: keyof typeof runStatusNames } }) => (
  <Tag tone={tones[status]}>{runStatusNames[status]}</Tag>
);

const wordsOf = (run: Counts): string =>
  parts.map(([key, words]) => `${words} ${countText(run[key])}`).join('，');

/** The four as one bar. */
export function CountBar({ run, width = 600 }: { run: Counts; width?: number }) {
  const total = Math.max(run.received, 1);
  let from = 0;
  return (
    <svg
      className="bar"
      viewBox={`0 0 ${width} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={wordsOf(run)}
    >
      <rect width={width} height="10" fill="var(--line-2)" />
      {parts.map(([key, , fill]) => {
        const x = from;
        const size = (run[key] / total) * width;
        from += size;
        return <rect key={key} x={x} width={size} height="10" fill={fill} />;
      })}
    </svg>
  );
}

export const CountFigures = ({ run }: { run: Counts }) => (
  <dl className="counts">
    <div>
      <dt>收到</dt>
      <dd>{countText(run.received)}</dd>
    </div>
    {parts.map(([key, words, colour]) => (
      <div key={key}>
        <dt>
          <svg width="10" height="10" aria-hidden="true">
            <rect width="10" height="10" rx="2" fill={colour} />
          </svg>{' '}
          {words}
        </dt>
        <dd>{countText(run[key])}</dd>
      </div>
    ))}
  </dl>
);
