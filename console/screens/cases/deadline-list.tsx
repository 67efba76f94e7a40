import { Tag } from '../../parts/small.tsx';
import { caseKindNames, caseStateNames, type Deadline, dueNames } from '../../words/cases.ts';
import { workingDaysTo } from './working-days.ts';

interface Calendar {
  readonly off: string[];
  readonly work: string[];
}

/** Open cases, the earliest due first. They are listed without names: a case is opened for them, and that is recorded. */
export const DeadlineList = ({
  deadlines,
  today,
  calendar,
  chosen,
  onChoose,
}: {
  deadlines: readonly Deadline[];
  today: string;
  calendar: Calendar | undefined;
  chosen: string;
  onChoose(deadline: Deadline): void;
}) => (
  <ul className="plain scroll">
    {deadlines.map((one) => (
      <li key={one.id}>
        <button
          type="button"
          className="item"
          aria-current={one.id === chosen ? 'true' : undefined}
          onClick={() => onChoose(one)}
        >
          <span className="row between">
            <b>
              {caseKindNames[one.kind]} {numberOf(one.id)}
            </b>
            <Left deadline={one} today={today} calendar={calendar} />
          </span>
          <span className="row between">
            <span className="muted">
              {dueNames[one.what]}，{one.on}
              {one.provisional && '（暂定）'}
            </span>
            <Tag tone={one.state === 'proposed' ? 'warn' : 'plain'}>
              {caseStateNames[one.state as keyof typeof caseStateNames] ?? one.state}
            </Tag>
          </span>
          {one.movedFrom && <span className="muted">放假安排变更，原期限 {one.movedFrom}</span>}
        </button>
      </li>
    ))}
  </ul>
);

/** `2026-1` of `pharmacy.<key>.2026-1`. */
export const numberOf = (id: string): string => id.split('.')[2] ?? id;

function Left({
  deadline: { on, isOverdue, what },
  today,
  calendar,
}: {
  deadline: Deadline;
  today: string;
  calendar: Calendar | undefined;
}) {
  if (isOverdue) return <Tag tone="bad">已逾期</Tag>;
  if (what === 'notice' && on < today) return <Tag tone="note">公示已满</Tag>;
  const isSameYear = on.slice(0, 4) === today.slice(0, 4);
  const days = calendar && isSameYear ? workingDaysTo(today, on, calendar) : undefined;
  if (days === undefined) return <span className="muted">{on}</span>;
  if (days === 0) return <Tag tone="warn">今日到期</Tag>;
  return <Tag tone={days <= 3 ? 'warn' : 'note'}>还有 {days} 个工作日</Tag>;
}
