import { useAnswer } from '../../api/queries.ts';
import { Panel, Tag } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import type { Deadline } from '../../words/cases.ts';
import { isWorkingDay, monthBy, weeksOf } from './working-days.ts';

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];
/** The region, whose calendar is shown. */
export const region = '54';

/** A month of working days with what is due on each. A day with something due shows it alone. */
export function Month({
  month,
  today,
  deadlines,
  chosen,
  onMonth,
  onDay,
}: {
  month: string;
  today: string;
  deadlines: readonly Deadline[];
  chosen: string;
  onMonth(month: string): void;
  onDay(day: string): void;
}) {
  const year = month.slice(0, 4);
  const query = useAnswer(
    'GET /v1/calendar/{year}',
    { params: { year }, query: { division: region } },
    { staleTime: 3_600_000 },
  );
  return (
    <Panel
      title={`${Number(year)}年${Number(month.slice(5))}月`}
      aside={
        <>
          <button
            type="button"
            className="button small"
            aria-label="上一月"
            onClick={() => onMonth(monthBy(month, -1))}
          >
            ‹
          </button>
          <button
            type="button"
            className="button small"
            aria-label="下一月"
            onClick={() => onMonth(monthBy(month, 1))}
          >
            ›
          </button>
        </>
      }
    >
      <Loaded of={query}>
        {({ place = { off: [], work: [] }, isKnown }) => (
          <>
            <table className="month">
              <caption className="visually-hidden">工作日和期限</caption>
              <thead>
                <tr>
                  {weekdays.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeksOf(month).map((week) => (
                  <tr key={week.find(Boolean)}>
                    {week.map((day, index) => (
                      <td
                        key={day ?? `empty ${weekdays[index]}`}
                        className={day && !isWorkingDay(day, place) ? 'off' : ''}
                        aria-current={day === today ? 'date' : undefined}
                      >
                        {day && (
                          <Day
                            day={day}
                            due={deadlines.filter(({ on }) => on === day)}
                            isChosen={day === chosen}
                            onDay={onDay}
                          />
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="muted">
              灰底为非工作日{!isKnown && <Tag tone="warn">本年放假安排未公布，期限为暂定</Tag>}
            </p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Day({
  day,
  due,
  isChosen,
  onDay,
}: {
  day: string;
  due: readonly Deadline[];
  isChosen: boolean;
  onDay(day: string): void;
}) {
  const number = Number(day.slice(8));
  if (due.length === 0) return <span>{number}</span>;
  return (
    <button
      type="button"
      className={`button small ${due.some(({ isOverdue }) => isOverdue) ? 'danger' : ''}`}
      aria-pressed={isChosen}
      onClick={() => onDay(isChosen ? '' : day)}
    >
      <span className="visually-hidden">{Number(day.slice(5, 7))}月</span>
      {number}
      <span className="visually-hidden">日，</span>
      <sup>{due.length}</sup>
      <span className="visually-hidden">件到期</span>
    </button>
  );
}
