import { Paper } from '../../parts/paper.tsx';
import { Panel, Tag } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { caseStateNames, groundNames, type Repair, verdictNames } from '../../words/cases.ts';
import { Application, Attachments, Decisions, DueDay, ProposedBy, Said } from './case-facts.tsx';
import { numberOf } from './deadline-list.tsx';
import { DecideRepair, Extend } from './decide-repair.tsx';
import { NoticeObjections } from './notice-objections.tsx';
import { ContestRefusal, DecideContested } from './refusal-objection.tsx';
import { useRepair } from './use-case.ts';

/** A repair: the application, what stands against it, its decision, notice and objections. Opening it is recorded. */
export const RepairPage = ({ id }: { id: string }) => (
  <Loaded of={useRepair(id)}>
    {(one) => (
      <div className="stack">
        <Facts one={one} />
        {(one.state === 'open' || one.state === 'proposed') && <DecideRepair key={one.state} one={one} />}
        {one.state === 'open' && !one.extension && <Extend one={one} />}
        {one.decision && <Decided one={one} decision={one.decision} />}
        {one.state === 'refused' && !one.refusalObjection && <ContestRefusal one={one} />}
        {one.refusalObjection && <DecideContested one={one} objection={one.refusalObjection} />}
        {(one.state === 'in-notice' || one.noticeObjections.length > 0) && <NoticeObjections one={one} />}
      </div>
    )}
  </Loaded>
);

const Facts = ({ one }: { one: Repair }) => (
  <Panel
    title={`信用修复 ${numberOf(one.id)}`}
    aside={<Tag tone={one.state === 'proposed' ? 'warn' : 'note'}>{caseStateNames[one.state]}</Tag>}
  >
    <div className="stack">
      <dl className="pairs">
        <dt>决定期限</dt>
        <dd>
          <b>
            <DueDay deadline={one.decideBy} />
          </b>
          {one.extension && <span className="muted"> 已由 {one.extension.by} 延长</span>}
        </dd>
        {one.noticeUntil && (
          <>
            <dt>公示至</dt>
            <dd>
              <DueDay deadline={one.noticeUntil} />
            </dd>
          </>
        )}
        {one.effectiveOn && (
          <>
            <dt>生效</dt>
            <dd>{one.effectiveOn}</dd>
          </>
        )}
      </dl>
      <Application one={one} />
      <Decisions of={one.decisions} title="申请修复的决定" />
      {one.obstacles.map(({ ground, explanation, possibleFrom }) => (
        <p key={ground} className="notice warn">
          收到时：{explanation}
          {possibleFrom && `可以申请之日：${possibleFrom}。`}
        </p>
      ))}
      <Attachments
        of={[
          ['信用修复申请表', one.attachments.form],
          ...one.attachments.proofs.map((id, index) => [`整改证明 ${index + 1}`, id] as const),
          ['信用承诺', one.attachments.commitment],
        ]}
      />
    </div>
  </Panel>
);

function Decided({ one, decision }: { one: Repair; decision: NonNullable<Repair['decision']> }) {
  const { api } = usePlace();
  const isRefused = decision.verdict === 'refused';
  const paper = isRefused ? '不予信用修复告知书（附件5）' : '信用修复确认通知书（附件4）';
  return (
    <Panel title="处理意见" aside={<span className="mono">{decision.serial}</span>}>
      <div className="stack">
        <Said
          title={verdictNames[decision.verdict]}
          by={decision.by}
          at={decision.at}
          words={decision.reason}
        />
        <ProposedBy of={decision} />
        {decision.grounds.map(({ ground, article }) => (
          <p key={ground}>
            <Tag>{article}</Tag> {groundNames[ground]}
          </p>
        ))}
        {isRefused || one.state === 'repaired' ? (
          <div className="row">
            <Paper
              words={`下载${paper}`}
              name={`${paper} ${decision.serial}.pdf`}
              fetchPaper={() => api.download('GET /v1/repairs/{id}/notice', { params: { id: one.id } })}
            />
          </div>
        ) : (
          <p className="muted">公示期满生效后出具{paper}。</p>
        )}
      </div>
    </Panel>
  );
}
