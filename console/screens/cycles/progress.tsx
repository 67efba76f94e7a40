import { Panel } from '../../parts/small.tsx';
import { countText } from '../../words/numbers.ts';
import { timeText } from '../../words/times.ts';
import type { Cycle } from './figures.ts';

const phaseNames: Readonly<Partial<Record<Cycle['phase'], string>>> = {
  collect: '汇集监测值',
  rehearse: '试算',
  publish: '发布',
};

/** How far the work has come, how fast it goes, and when it ends. */
export function Progress({ cycle: { phase, progress } }: { cycle: Cycle }) {
  const { subjects, of, perSecond, secondsLeft, shards, shardsDone } = progress;
  const share = of ? Math.min(1, subjects / of) : shards > 0 ? shardsDone / shards : 0;
  return (
    <Panel title={`正在${phaseNames[phase] ?? '办理'}`}>
      <div className="stack">
        <progress value={share} max={1} aria-label="进度" />
        <p role="status">
          {countText(subjects)}
          {of !== undefined && ` / ${countText(of)}`} 个主体，每秒 {countText(Math.round(perSecond))} 个
          {secondsLeft !== undefined &&
            `，预计 ${timeText(new Date(Date.now() + secondsLeft * 1000).toISOString())} 完成`}
        </p>
        <p className="muted">可以离开本页，办理不会中断。</p>
      </div>
    </Panel>
  );
}
