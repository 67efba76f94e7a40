import { type Share, ShareBar, ShareFigures } from '../../parts/shares.tsx';
import { Tag, type Tone } from '../../parts/small.tsx';
import { runStatusNames } from '../../words/codes.ts';

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

const sharesOf = (run: Counts): Share[] =>
  parts.map(([key, words, fill]) => ({ words, count: run[key], fill }));

/** The four as one bar. */
export const CountBar = ({ run, width = 600 }: { run: Counts; width?: number }) => (
  <ShareBar shares={sharesOf(run)} total={run.received} width={width} />
);

export const CountFigures = ({ run }: { run: Counts }) => (
  <ShareFigures shares={sharesOf(run)} whole={{ words: '收到', count: run.received }} />
);
