import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/operation-types.ts';
import { Panel, Tag } from '../../parts/small.tsx';
import { Empty } from '../../parts/state.tsx';
import { countText } from '../../words/numbers.ts';
import { Readings, RunProblem } from './file-facts.tsx';
import { FindingTable } from './finding-table.tsx';
import { CountBar, CountFigures } from './run-counts.tsx';

type Preview = AnswerOf<'POST /v1/feeds/{source}/preview'>;

const outcomes = {
  completed: ['good', '可以报送'],
  held: ['warn', '报送后将暂停，等待放行'],
  failed: ['bad', '不能读取，请先更正'],
} as const;

/** What would become of a file, row by row. */
export function PreviewView({
  preview,
  title = '核对结果',
  act,
  children,
}: {
  preview: Preview;
  title?: string;
  /** What is done with it. */
  act?: ReactNode;
  /** How far the answer goes. */
  children?: ReactNode;
}) {
  const [tone, words] = outcomes[preview.status];
  const { findings, parts = [] } = preview;
  return (
    <>
      <Panel
        title={title}
        aside={
          <>
            <Tag tone={tone}>{words}</Tag>
            {act}
          </>
        }
      >
        <div className="stack">
          <RunProblem problem={preview.problem} />
          <CountFigures run={preview} />
          <CountBar run={preview} />
          {children}
          <Readings of={preview} />
          {parts.map((part) => (
            <p key={part.name}>
              {part.name}：{outcomes[part.status][1]}，收到 {countText(part.received)} 行，采纳{' '}
              {countText(part.accepted)} 行
            </p>
          ))}
        </div>
      </Panel>
      <Panel title={`不能采纳的行${findings.length === 200 ? '（前 200 项）' : ''}`} isBare>
        {findings.length > 0 ? <FindingTable findings={findings} /> : <Empty title="没有不能采纳的行" />}
      </Panel>
    </>
  );
}
