import { useInfiniteQuery } from '@tanstack/react-query';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Paper } from '../../parts/paper.tsx';
import { Head, Panel } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/state.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { caseKindNames, type Deadline } from '../../words/cases.ts';
import { countText } from '../../words/numbers.ts';
import { dayText, timeText } from '../../words/times.ts';
import { DeadlineList, numberOf } from './deadline-list.tsx';
import { Lodge } from './lodge.tsx';
import { Month, region } from './month.tsx';
import { ObjectionPage } from './objection-page.tsx';
import { RepairPage } from './repair-page.tsx';

type Kind = Deadline['kind'];
const kindOptions = [['', '全部'], ...Object.entries(caseKindNames)] as [Kind | '', string][];
const dueOptions = [
  ['', '全部'],
  ['overdue', '已逾期'],
  ['today', '今日到期'],
] as const;
type Due = (typeof dueOptions)[number][0];
const names = ['kind', 'due', 'day', 'month', 'case', 'lodge'] as const;

/** Objections and repairs: what is due first, and each case with its acts. */
export function Cases() {
  const [filters, setFilters] = useFilters(names);
  const query = useDeadlines();
  const today = dayText(new Date());
  const lodging = filters.lodge in caseKindNames ? (filters.lodge as Kind) : undefined;
  return (
    <>
      <Head title="异议与修复" note="最早到期的在前；已逾期的先办">
        {filters.case && (
          <button type="button" className="button no-print" onClick={() => print()}>
            打印本案
          </button>
        )}
        <button type="button" className="button" onClick={() => setFilters({ lodge: 'objection', case: '' })}>
          登记异议
        </button>
        <button type="button" className="button" onClick={() => setFilters({ lodge: 'repair', case: '' })}>
          登记修复
        </button>
      </Head>
      <div className="row filters no-print">
        <Choice<Kind>
          label="种类"
          value={filters.kind as Kind | ''}
          options={kindOptions}
          onChange={(kind) => setFilters({ kind })}
        />
        <Choice<Due>
          label="期限"
          value={filters.due as Due}
          options={dueOptions}
          onChange={(due) => setFilters({ due })}
        />
        {filters.day && (
          <button type="button" className="button small" onClick={() => setFilters({ day: '' })}>
            只看 {filters.day}，显示全部
          </button>
        )}
        <Forms />
      </div>
      <Loaded of={query}>
        {({ pages }) => {
          const all = pages.flatMap(({ deadlines }) => deadlines);
          const shown = all.filter((one) => fits(one, filters, today));
          return (
            <div className="split cases">
              <div className="stack no-print">
                <Panel title="在办" isBare aside={<span>{countText(shown.length)} 件</span>}>
                  <List
                    deadlines={shown}
                    today={today}
                    chosen={filters.case}
                    isFiltered={shown.length < all.length}
                    onChoose={({ id, kind }) => setFilters({ case: `${kind}.${id}`, lodge: '' })}
                  />
                  {query.hasNextPage && (
                    <button
                      type="button"
                      className="button quiet"
                      disabled={query.isFetchingNextPage}
                      onClick={() => void query.fetchNextPage()}
                    >
                      其后到期的
                    </button>
                  )}
                </Panel>
                <Month
                  month={filters.month || (filters.day || today).slice(0, 7)}
                  today={today}
                  deadlines={all}
                  chosen={filters.day}
                  onMonth={(month) => setFilters({ month })}
                  onDay={(day) => setFilters({ day })}
                />
              </div>
              {lodging ? (
                <Lodge
                  key={lodging}
                  kind={lodging}
                  onLodged={(id) => setFilters({ case: `${lodging}.${id}`, lodge: '' })}
                />
              ) : (
                <CasePage place={filters.case} />
              )}
            </div>
          );
        }}
      </Loaded>
    </>
  );
}

function fits(
  { kind, on, isOverdue }: Deadline,
  filters: Readonly<Record<(typeof names)[number], string>>,
  today: string,
): boolean {
  if (filters.kind && kind !== filters.kind) return false;
  if (filters.day && on !== filters.day) return false;
  if (filters.due === 'overdue') return isOverdue;
  return filters.due !== 'today' || on === today;
}

function useDeadlines() {
  const { api } = usePlace();
  return useInfiniteQuery({
    queryKey: ['GET /v1/deadlines'],
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'GET /v1/deadlines',
        { query: { limit: 200, ...(pageParam && { after: pageParam }) } },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** The calendar is that of the year; the month beside the list reads the same. */
function List({
  deadlines,
  today,
  chosen,
  isFiltered,
  onChoose,
}: {
  deadlines: readonly Deadline[];
  today: string;
  chosen: string;
  isFiltered: boolean;
  onChoose(deadline: Deadline): void;
}) {
  const calendar = useAnswer(
    'GET /v1/calendar/{year}',
    { params: { year: today.slice(0, 4) }, query: { division: region } },
    { staleTime: 3_600_000 },
  );
  if (deadlines.length === 0)
    return (
      <Empty title={isFiltered ? '没有符合条件的案件' : '没有在办的案件'}>
        登记的异议和修复申请会按期限列在这里。
      </Empty>
    );
  const place = calendar.data?.place;
  return (
    <DeadlineList
      deadlines={deadlines}
      today={today}
      calendar={place}
      chosen={chosen.split('.').slice(1).join('.')}
      onChoose={onChoose}
    />
  );
}

function CasePage({ place }: { place: string }) {
  const [kind = '', ...rest] = place.split('.');
  const id = rest.join('.');
  if (kind !== 'objection' && kind !== 'repair')
    return (
      <Panel title="案件">
        <Empty title="尚未打开案件">从左侧选择一件，或者登记新的。打开案件会留痕。</Empty>
      </Panel>
    );
  return (
    <div className="stack">
      {kind === 'objection' ? <ObjectionPage key={id} id={id} /> : <RepairPage key={id} id={id} />}
      <Printed kind={kind} id={id} />
    </div>
  );
}

/** Printouts say who, when, and of which case. */
function Printed({ kind, id }: { kind: Kind; id: string }) {
  const person = usePerson();
  return (
    <p className="muted">
      {person?.name} 于 {timeText(new Date().toISOString())} 查看；{caseKindNames[kind]} {numberOf(id)}
      ，案件编号 <span className="mono">{id}</span>
    </p>
  );
}

const forms = [
  ['objection', '异议信息处理申请表（附件1）'],
  ['repair', '信用修复申请表（附件3）'],
  ['repair-guide', '信用修复告知'],
] as const;

/** Empty forms to print. */
function Forms() {
  const { api } = usePlace();
  return (
    <details className="menu">
      <summary>空白表格</summary>
      <div className="row">
        {forms.map(([form, words]) => (
          <Paper
            key={form}
            words={words}
            name={`${words}.pdf`}
            fetchPaper={() => api.download('GET /v1/forms/{form}', { params: { form } })}
          />
        ))}
      </div>
    </details>
  );
}
