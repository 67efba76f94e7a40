import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Api } from '../../api/call.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Conflict, type DecidedBy } from '../../parts/conflict.tsx';
import { Reason } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import type { Cycle } from './figures.ts';

const cycleKey = (year: string) => ['GET /v1/cycles/{year}', { params: { year } }] as const;

/** An act on an evaluation. What it answers is what is shown from then on. */
function useCycleAct(year: string, act: (api: Api, reason: string) => Promise<Cycle>) {
  const { api } = usePlace();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => act(api, reason),
    onSuccess: (cycle) => {
      client.setQueryData(cycleKey(year), cycle);
      void client.invalidateQueries({ queryKey: ['GET /v1/cycles'] });
      void client.invalidateQueries({ queryKey: ['GET /v1/reviews'] });
    },
  });
}

/** Starts a rehearsal, the first or a further one. Nothing is published by it. */
export function Start({ year, isAgain }: { year: string; isAgain: boolean }) {
  const may = usePerson()?.scopes.has('cycles:write');
  const start = useCycleAct(year, (api) =>
    api.call('POST /v1/cycles/{year}/evaluation', { params: { year } }),
  );
  if (!may) return isAgain ? null : <p className="muted">由有“年度评价”权限的人员开始试算。</p>;
  return (
    <div className="stack">
      <button
        type="button"
        className={`button ${isAgain ? '' : 'main-act'}`}
        disabled={start.isPending}
        onClick={() => start.mutate('')}
      >
        {isAgain ? '重新试算' : `开始 ${year} 年度试算`}
      </button>
      <Refusal error={start.error} />
    </div>
  );
}

/** Releases the very rehearsal that is shown. Who began it cannot; another one that came since is refused. */
export function Release({ cycle }: { cycle: Cycle }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const person = usePerson();
  const year = String(cycle.year);
  const { rehearsal, report } = cycle;
  const [reason, setReason] = useState('');
  const [isAsked, ask] = useState(false);
  const release = useCycleAct(year, (of, said) =>
    of.call('POST /v1/cycles/{year}/release', { params: { year }, body: { rehearsal, reason: said } }),
  );
  const obstacle = obstacleOf(cycle, person);
  return (
    <Panel title={`放行第 ${rehearsal} 次试算`}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() && !obstacle) ask(true);
        }}
      >
        {obstacle ? (
          <p className="notice warn">{obstacle}</p>
        ) : (
          <Reason value={reason} onChange={setReason} />
        )}
        <Conflict error={release.error} about={`${year} ${rehearsal}`} read={() => lastOf(api, year)} />
        {release.isError && (
          <button
            type="button"
            className="button"
            onClick={() => void client.invalidateQueries({ queryKey: cycleKey(year) })}
          >
            读取最新的试算
          </button>
        )}
        {!obstacle && (
          <div className="row end">
            <button type="submit" className="button main-act" disabled={!reason.trim() || release.isPending}>
              {release.isPending ? '正在提交…' : '放行并发布'}
            </button>
          </div>
        )}
      </form>
      <Confirm
        open={isAsked}
        title={`发布 ${year} 年度评价结果`}
        act="放行并发布"
        isDisabled={release.isPending}
        onConfirm={() => {
          ask(false);
          release.mutate(reason.trim());
        }}
        onClose={() => ask(false)}
      >
        发布第 {rehearsal} 次试算的 {countText(report?.subjects ?? 0)}{' '}
        个主体的结果；发布后推送信用平台和结算系统， 有误的只能经异议、撤销或者修复更正。
      </Confirm>
    </Panel>
  );
}

function obstacleOf({ startedBy, report }: Cycle, person: ReturnType<typeof usePerson>): string | undefined {
  if (!person?.scopes.has('review:write')) return '由有“复核”权限的人员放行。';
  if (startedBy === person.sub) return '由本人开始的试算，须由另一人放行。';
  if ((report?.problems ?? 0) > 0) return `${report?.problems} 个主体未能试算，须先处理后重新试算。`;
  return undefined;
}

async function lastOf(api: Api, year: string): Promise<DecidedBy | undefined> {
  const now = await api.call('GET /v1/cycles/{year}', { params: { year } });
  const { release, abandonment, rehearsal, startedBy, cutoff } = now;
  if (release) return { by: release.by, at: release.at, what: '已放行' };
  if (abandonment) return { by: abandonment.by, at: abandonment.at, what: '已放弃' };
  return { by: startedBy, at: cutoff, what: `已重新试算（第 ${rehearsal} 次），请读取后核对` };
}

/** Gives a rehearsal up, with a reason. */
export function Abandon({ cycle }: { cycle: Cycle }) {
  const may = usePerson()?.scopes.has('cycles:write');
  const year = String(cycle.year);
  const [isAsked, ask] = useState(false);
  const [reason, setReason] = useState('');
  const abandon = useCycleAct(year, (api, said) =>
    api.call('POST /v1/cycles/{year}/abandonment', { params: { year }, body: { reason: said } }),
  );
  if (!may) return null;
  return (
    <>
      <button type="button" className="button danger" onClick={() => ask(true)}>
        放弃本次试算
      </button>
      <Refusal error={abandon.error} />
      <Confirm
        open={isAsked}
        title="放弃本次试算"
        act="放弃"
        isDanger
        isDisabled={!reason.trim() || abandon.isPending}
        onConfirm={() => {
          ask(false);
          abandon.mutate(reason.trim());
        }}
        onClose={() => ask(false)}
      >
        <p>试算的数字保留备查，不发布任何结果。</p>
        <Reason value={reason} onChange={setReason} />
      </Confirm>
    </>
  );
}
