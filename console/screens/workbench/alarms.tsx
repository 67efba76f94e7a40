import type { AnswerOf } from '../../api/operation-types.ts';
import { Panel, Tag } from '../../parts/small.tsx';
import { distanceText } from '../../words/times.ts';

/** What rings, longest first. Nothing is shown while nothing does. */
export function Alarms({ of: { alarms }, now }: { of: AnswerOf<'GET /v1/alarms'>; now: Date }) {
  if (alarms.length === 0) return null;
  return (
    <Panel title="系统告警" isBare aside={<Tag tone="bad">{alarms.length} 项</Tag>}>
      <ul className="plain">
        {alarms.map(({ name, title, explanation, heading, since }) => (
          <li key={name} className="alarm">
            <b>{title}</b>
            <span>{explanation}</span>
            <span className="muted">
              {distanceText(since, now)}；处置手册 <span className="mono">{heading}</span>（
              <span className="mono">{name}</span>）
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
