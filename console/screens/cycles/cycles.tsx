import { CallFailure } from '../../api/failure.ts';
import { useAnswer } from '../../api/queries.ts';
import { useFilters } from '../../parts/address.ts';
import { Choice } from '../../parts/field.tsx';
import { Head, Panel, Tag, Time, type Tone } from '../../parts/small.tsx';
import { Empty, Loaded } from '../../parts/state.tsx';
import { dayText } from '../../words/times.ts';
import { Abandon, Release, Start } from './cycle-acts.tsx';
import type { Cycle } from './figures.ts';
import { Progress } from './progress.tsx';
import { Rehearsal } from './rehearsal.tsx';

const firstYear = 2023;
const working: ReadonlySet<Cycle['phase']> = new Set(['collect', 'rehearse', 'publish']);

const phaseTags: Readonly<Record<Cycle['phase'], readonly [Tone, string]>> = {
  collect: ['note', '试算中'],
  rehearse: ['note', '试算中'],
  review: ['warn', '待放行'],
  publish: ['note', '发布中'],
  published: ['good', '已发布'],
  abandoned: ['plain', '已放弃'],
};

/** The annual evaluation: who moves and why. */
export function Cycles() {
  const known = useAnswer('GET /v1/cycles', {});
  const [{ year: chosen }, setFilters] = useFilters(['year']);
  const last = Number(dayText(new Date()).slice(0, 4)) - 1;
  const year = chosen || String(last);
  const years = Array.from({ length: last - firstYear + 1 }, (_, index) => String(last - index));
  const phaseOf = (of: string): string => {
    const phase = known.data?.cycles.find((one) => String(one.year) === of)?.phase;
    return phase ? `，${phaseTags[phase as Cycle['phase']]?.[1] ?? phase}` : '';
  };
  return (
    <>
      <Head title="年度评价" note="试算不发布任何结果；放行的就是所核对的那一次">
        <button type="button" className="button no-print" onClick={() => print()}>
          打印
        </button>
      </Head>
      <div className="row filters no-print">
        <Choice<string>
          label="年度"
          value={year}
          options={years.map((one) => [one, `${one} 年度${phaseOf(one)}`] as const)}
          onChange={(next) => setFilters({ year: next })}
        />
      </div>
      <OneCycle key={year} year={year} />
    </>
  );
}

function OneCycle({ year }: { year: string }) {
  const query = useAnswer(
    'GET /v1/cycles/{year}',
    { params: { year } },
    {
      // While it is looked at, a rehearsal is not exchanged for another one.
      staleTime: Number.POSITIVE_INFINITY,
      refetchInterval: ({ state }) => (state.data && working.has(state.data.phase) ? 1000 : false),
    },
  );
  if (query.error instanceof CallFailure && query.error.status === 404)
    return (
      <Panel title={`${year} 年度`}>
        <Empty title="尚未试算">
          <p>试算按全部信用档案计算该年度的得分和等级，供核对；放行前不发布、不推送。</p>
          <Start year={year} isAgain={false} />
        </Empty>
      </Panel>
    );
  return (
    <Loaded of={query}>
      {(cycle) => (
        <div className="stack">
          <State cycle={cycle} />
          {working.has(cycle.phase) && <Progress cycle={cycle} />}
          {cycle.report && !working.has(cycle.phase) && (
            <Rehearsal key={cycle.rehearsal} cycle={cycle} report={cycle.report} />
          )}
          {cycle.phase === 'review' && <Release key={cycle.rehearsal} cycle={cycle} />}
        </div>
      )}
    </Loaded>
  );
}

const State = ({ cycle }: { cycle: Cycle }) => {
  const { year, rehearsal, phase, startedBy, cutoff, release, abandonment, publishedOn, failed = [] } = cycle;
  const [tone, words] = phaseTags[phase];
  return (
    <Panel title={`${year} 年度第 ${rehearsal} 次试算`} aside={<Tag tone={tone}>{words}</Tag>}>
      <div className="stack">
        <dl className="pairs">
          <dt>开始</dt>
          <dd>
            {startedBy}，<Time at={cutoff} />
          </dd>
          {release && (
            <>
              <dt>放行</dt>
              <dd>
                {release.by}，<Time at={release.at} />：{release.reason}
              </dd>
            </>
          )}
          {publishedOn && (
            <>
              <dt>发布日期</dt>
              <dd>{publishedOn}</dd>
            </>
          )}
          {abandonment && (
            <>
              <dt>放弃</dt>
              <dd>
                {abandonment.by}，<Time at={abandonment.at} />：{abandonment.reason}
              </dd>
            </>
          )}
        </dl>
        {failed.length > 0 && (
          <div className="notice bad" role="alert">
            {failed.length} 个主体的结果未能发布，每三十分钟自动重试：{failed[0]?.message}
          </div>
        )}
        {(phase === 'review' || phase === 'abandoned') && (
          <div className="row no-print">
            <Start year={String(year)} isAgain />
            {phase === 'review' && <Abandon cycle={cycle} />}
          </div>
        )}
      </div>
    </Panel>
  );
};
