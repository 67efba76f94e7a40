import { Panel, Tag, Time } from '../../parts/small.tsx';
import { sourceNames } from '../../words/sources.ts';
import type { Detail } from './item.ts';

/** Why an item waits, and what was proposed. */
export const Why = ({ detail }: { detail: Detail }) => {
  const findings = detail.findings ?? [];
  return (
    <Panel
      title={`${sourceNames[detail.source]}${detail.row === undefined ? '' : `，第 ${detail.row} 行`}`}
      aside={
        <>
          <span className="muted">
            收到 <Time at={detail.since} />
          </span>
          <a href={`#/runs/${detail.runId}`}>批次</a>
        </>
      }
    >
      <div className="stack">
        {findings.length === 0 && <p>{detail.explanation}</p>}
        {findings.map(({ column, code, explanation }) => (
          <p key={`${column} ${code}`}>
            {column && <Tag tone="bad">{column}</Tag>} {explanation}
          </p>
        ))}
        {(detail.proposals ?? []).map(({ kind, by, at, lifts }) => (
          <div className="notice note" key={`${kind} ${at}`}>
            {by} 已提出办理（
            <Time at={at} />
            ），将解除：{lifts.join('、')}。另一人提交相同的内容后生效。
          </div>
        ))}
      </div>
    </Panel>
  );
};
