import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Reason } from '../../parts/field.tsx';
import { Panel, Tag, Time } from '../../parts/small.tsx';
import { Loaded, Refusal } from '../../parts/state.tsx';
import { Table } from '../../parts/table.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { countText } from '../../words/numbers.ts';
import {
  type Parameter,
  type Proposal,
  policyEffectText,
  policyPhaseNames,
  policyValueText,
} from '../../words/policies.ts';

const route = 'GET /v1/policies/{id}';
const isWorking = ({ phase }: Proposal): boolean => phase === 'rehearse' || phase === 'refresh';
const isOpen = ({ phase }: Proposal): boolean => phase === 'rehearse' || phase === 'review';
const pauses = { working: 1_500, resting: 30_000 } as const;

/** A proposed value beside the one before, what its rehearsal found, and its release by another person. */
export function ProposalPage({ id, parameters }: { id: string; parameters: readonly Parameter[] }) {
  const [pace, setPace] = useState<keyof typeof pauses>('working');
  const query = useAnswer(route, { params: { id } }, { refetchInterval: pauses[pace] });
  const next = query.data && !isWorking(query.data) ? 'resting' : 'working';
  if (query.data && next !== pace) setPace(next);
  return (
    <Loaded of={query}>
      {(proposal) => (
        <ProposalView
          proposal={proposal}
          parameter={parameters.find(({ name }) => name === proposal.parameter)}
        />
      )}
    </Loaded>
  );
}

/** What holds on the day before. */
const valueBefore = (parameter: Parameter | undefined, { from, id }: Proposal): string | undefined =>
  parameter?.values.filter((value) => value.from < from && value.id !== id).at(-1)?.value;

function ProposalView({ proposal, parameter }: { proposal: Proposal; parameter: Parameter | undefined }) {
  const before = valueBefore(parameter, proposal);
  const { phase, release, abandonment } = proposal;
  return (
    <Panel
      title={parameter?.title ?? proposal.parameter}
      aside={<Tag tone={phase === 'review' ? 'warn' : 'note'}>{policyPhaseNames[phase]}</Tag>}
    >
      <div className="stack">
        <dl className="pairs">
          <dt>此前</dt>
          <dd>{before === undefined ? '—' : policyValueText(before)}</dd>
          <dt>调整为</dt>
          <dd>
            <b>{policyValueText(proposal.value)}</b>，自 {proposal.from} 起
          </dd>
          <dt>依据</dt>
          <dd>{parameter?.article}</dd>
          <dt>提出</dt>
          <dd>
            {proposal.proposedBy}，<Time at={proposal.proposedAt} />
            ；理由：{proposal.reason}
          </dd>
          {release && (
            <>
              <dt>放行</dt>
              <dd>
                {release.by}，<Time at={release.at} />
                ；理由：{release.reason}
              </dd>
            </>
          )}
          {abandonment && (
            <>
              <dt>放弃</dt>
              <dd>
                {abandonment.by}，<Time at={abandonment.at} />
                ；理由：{abandonment.reason}
              </dd>
            </>
          )}
        </dl>
        <Rehearsal of={proposal} />
        {isOpen(proposal) && <Acts proposal={proposal} />}
      </div>
    </Panel>
  );
}

function Rehearsal({ of: proposal }: { of: Proposal }) {
  const { report, progress } = proposal;
  if (isWorking(proposal))
    return (
      <p role="status" className="notice note">
        {policyPhaseNames[proposal.phase]}：已处理 {countText(progress.subjects)}
        {progress.of !== undefined && ` / ${countText(progress.of)}`} 个主体，每秒约{' '}
        {countText(Math.round(progress.perSecond))} 个
        {progress.secondsLeft !== undefined && `，约 ${countText(progress.secondsLeft)} 秒后完成`}。
      </p>
    );
  if (!report) return null;
  return (
    <section className="stack" aria-label="试算结果">
      <h3>试算结果</h3>
      <p>
        共 {countText(report.subjects)} 个主体，<b>{countText(report.changed)} 个会变动</b>
        {report.problems > 0 && `，${countText(report.problems)} 个未能试算（须先处理，才能放行）`}。
      </p>
      {report.changed > 0 && (
        <>
          <Table
            rows={Object.entries(report.effects)}
            keyOf={([effect]) => effect}
            none="没有变动"
            columns={[
              { title: '变动', of: ([effect]) => policyEffectText(effect) },
              { title: '主体数', of: ([, count]) => countText(count), isNumber: true },
            ]}
          />
          <details>
            <summary>变动的主体（前 {report.examples.length} 个）</summary>
            <Table
              rows={report.examples}
              keyOf={({ subject }) => subject}
              none="没有变动"
              columns={[
                { title: '名称', of: ({ name }) => name },
                { title: '号码', of: ({ id }) => <span className="mono">{id}</span> },
                { title: '变动', of: ({ effects }) => effects.map(policyEffectText).join('；') },
              ]}
            />
          </details>
        </>
      )}
    </section>
  );
}

/** Why this person cannot release it; undefined when they can. */
function obstacleOf({ proposedBy, phase }: Proposal, sub: string, scopes: ReadonlySet<string>) {
  if (proposedBy === sub) return '由本人提出，须由另一人放行。';
  if (!scopes.has('review:write')) return '放行需要“复核”权限。';
  return phase === 'review' ? undefined : '试算完成后才能放行。';
}

function Acts({ proposal }: { proposal: Proposal }) {
  const { api } = usePlace();
  const client = useQueryClient();
  const person = usePerson();
  const [reason, setReason] = useState('');
  const [asked, ask] = useState<'release' | 'abandonment'>();
  const given = { params: { id: proposal.id }, body: { reason: reason.trim() } };
  const act = useMutation({
    mutationFn: (what: 'release' | 'abandonment') =>
      what === 'release'
        ? api.call('POST /v1/policies/{id}/release', given)
        : api.call('POST /v1/policies/{id}/abandonment', given),
    onSettled: () => {
      ask(undefined);
      return client.invalidateQueries();
    },
  });
  const obstacle = obstacleOf(proposal, person?.sub ?? '', person?.scopes ?? new Set());
  const isReady = reason.trim() !== '' && !act.isPending;
  const words = asked === 'release' ? '放行' : '放弃';
  return (
    <div className="stack no-print">
      {obstacle && (
        <div className="notice warn" role="note">
          {obstacle}
        </div>
      )}
      <Reason value={reason} onChange={setReason} />
      <Refusal error={act.error} />
      <div className="row end">
        <button
          type="button"
          className="button danger"
          disabled={!isReady}
          onClick={() => ask('abandonment')}
        >
          放弃这一调整
        </button>
        <button
          type="button"
          className="button main-act"
          disabled={!isReady || obstacle !== undefined}
          onClick={() => ask('release')}
        >
          放行
        </button>
      </div>
      <Confirm
        open={asked !== undefined}
        title={`${words}这一调整`}
        act={words}
        isDanger={asked === 'abandonment'}
        isDisabled={act.isPending}
        onConfirm={() => asked && act.mutate(asked)}
        onClose={() => ask(undefined)}
      >
        {asked === 'release'
          ? `自 ${proposal.from} 起按“${policyValueText(proposal.value)}”办理，全部档案随之更新。`
          : '这一调整到此为止，不改变任何结果。'}
        理由随决定留存，不能更改。
      </Confirm>
    </div>
  );
}
