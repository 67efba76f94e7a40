import { useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { useAnswer } from '../../api/queries.ts';
import { Attach, type Attached } from '../../parts/attach.tsx';
import { Conflict } from '../../parts/conflict.tsx';
import { useDraft } from '../../parts/draft.tsx';
import { EffectView } from '../../parts/effect.tsx';
import { Paper } from '../../parts/paper.tsx';
import { Grade, Panel, Tag } from '../../parts/small.tsx';
import { Loaded } from '../../parts/state.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { caseStateNames, type Objection, verdictNames } from '../../words/cases.ts';
import { Application, Attachments, Changes, Decisions, DueDay, ProposedBy, Said } from './case-facts.tsx';
import { Corrections, correctionsOf, fieldsOf } from './corrections.tsx';
import { numberOf } from './deadline-list.tsx';
import { lastOfObjection, useAct, useObjection } from './use-case.ts';
import { VerdictForm } from './verdict-form.tsx';

/** An objection: what it contests, what is decided, and what that would change. Opening it is recorded. */
export const ObjectionPage = ({ id }: { id: string }) => (
  <Loaded of={useObjection(id)}>
    {(one) => (
      <div className="stack">
        <Facts one={one} />
        {(one.state === 'open' || one.state === 'proposed') && <Decide key={one.state} one={one} />}
        {one.decision && <Decided one={one} decision={one.decision} />}
      </div>
    )}
  </Loaded>
);

const Facts = ({ one }: { one: Objection }) => (
  <Panel
    title={`异议申诉 ${numberOf(one.id)}`}
    aside={<Tag tone={one.state === 'proposed' ? 'warn' : 'note'}>{caseStateNames[one.state]}</Tag>}
  >
    <div className="stack">
      <dl className="pairs">
        <dt>所异议的结果</dt>
        <dd className="row">
          <Grade grade={one.contests.grade} /> {one.contests.cycle} 年度，{one.contests.madeKnownOn} 公布
        </dd>
        <dt>异议期限</dt>
        <dd>
          <DueDay deadline={one.objectBy} />
        </dd>
        <dt>决定期限</dt>
        <dd>
          <b>
            <DueDay deadline={one.decideBy} />
          </b>
        </dd>
      </dl>
      <Application one={one} />
      <Decisions of={one.decisions} title="请求剔除的决定" />
      <Changes of={one} />
      <Attachments of={one.attachments.map((id, index) => [`证明材料 ${index + 1}`, id] as const)} />
    </div>
  </Panel>
);

type Decision = InputOf<'POST /v1/objections/{id}/decision'>['body'];
type Change = Pick<Decision, 'decisions' | 'corrections' | 'additions'>;

/** Decides, or confirms what another officer proposed. What upholding changes is shown first. */
function Decide({ one }: { one: Objection }) {
  const { api } = usePlace();
  const sub = usePerson()?.sub;
  const { proposal } = one;
  const asked = proposal?.struckOut ?? one.decisions;
  const [struckOut, setStruckOut] = useState(asked.map(({ fact }) => fact));
  const draft = useDraft(`corrections ${one.id}`);
  const [corrections, setCorrections] = useState(
    () => correctionsOf(draft.restored) ?? one.corrections ?? [],
  );
  draft.keep(fieldsOf(corrections));
  const [attached, setAttached] = useState<readonly Attached[]>([]);
  // A proposal is confirmed as it is: what is not named is what was proposed.
  const change: Change = proposal
    ? {}
    : {
        decisions: struckOut.map((fact) => ({ fact })),
        ...(corrections.length > 0 && { corrections: [...corrections] }),
        ...(one.additions && { additions: one.additions as NonNullable<Change['additions']> }),
      };
  const isNothing = !proposal && struckOut.length + corrections.length + (one.additions?.length ?? 0) === 0;
  const isShown = useUpheldEffect(one.id, change, false).isSuccess;
  const decide = useAct((of, body: Decision) =>
    of.call('POST /v1/objections/{id}/decision', { params: { id: one.id }, body }),
  );
  if (proposal && proposal.by === sub)
    return (
      <Panel title="待第二人确认">
        <Proposal one={one} />
        <p className="notice warn">由本人提出，须由另一名有“异议与修复”权限的人员确认。</p>
      </Panel>
    );
  return (
    <Panel title={proposal ? '确认或者不予支持' : '作出决定'}>
      {proposal && <Proposal one={one} />}
      <VerdictForm
        about={`${one.id} ${one.state}`}
        verdicts={['upheld', 'refused']}
        words={{ upheld: proposal ? '确认更正' : verdictNames.upheld, refused: '维持原结果' }}
        isBusy={decide.isPending}
        isReady={(verdict) => verdict === 'refused' || (isShown && !isNothing)}
        error={<Conflict error={decide.error} about={one.id} read={() => lastOfObjection(api, one.id)} />}
        onDecide={(verdict, reason) =>
          decide.mutate({
            verdict,
            reason,
            ...(verdict === 'upheld' && change),
            ...(attached.length > 0 && { attachments: attached.map(({ id }) => id) }),
          })
        }
      >
        {(verdict) => (
          <>
            {verdict === 'upheld' && !proposal && (
              <>
                <StrikeOut of={one.decisions} chosen={struckOut} onChange={setStruckOut} />
                <Corrections values={corrections} onChange={setCorrections} />
                {isNothing && <p className="notice note">请选择应当剔除的决定，或者填写正确的指标值。</p>}
              </>
            )}
            {verdict === 'upheld' && !isNothing && <UpheldEffect id={one.id} change={change} />}
            {verdict === 'refused' && <p className="muted">评价结果不变；出具处理结果反馈单（附件2）。</p>}
            {verdict && !proposal && (
              <Attach label="调查核实材料（可不附）" attached={attached} onChange={setAttached} />
            )}
          </>
        )}
      </VerdictForm>
    </Panel>
  );
}

const useUpheldEffect = (id: string, change: Change, isAsked: boolean) =>
  useAnswer(
    'POST /v1/objections/{id}/effect',
    { params: { id }, body: change },
    { enabled: isAsked, staleTime: Number.POSITIVE_INFINITY },
  );

/** Asks what upholding would change; whoever decides waits for the answer. */
const UpheldEffect = ({ id, change }: { id: string; change: Change }) => (
  <EffectView of={useUpheldEffect(id, change, true)} />
);

const Proposal = ({ one: { proposal } }: { one: Objection }) =>
  proposal ? (
    <div className="stack">
      <Said
        title={verdictNames[proposal.verdict]}
        by={proposal.by}
        at={proposal.at}
        words={proposal.reason}
      />
      <Decisions of={proposal.struckOut} title="拟剔除的决定" />
      <Changes of={proposal} />
    </div>
  ) : null;

const StrikeOut = ({
  of,
  chosen,
  onChange,
}: {
  of: Objection['decisions'];
  chosen: readonly string[];
  onChange(facts: string[]): void;
}) =>
  of.length === 0 ? null : (
    <fieldset className="choices">
      <legend>剔除的决定</legend>
      {of.map(({ fact, documentNumber, authority }) => (
        <label key={fact} className="row">
          <input
            type="checkbox"
            checked={chosen.includes(fact)}
            onChange={({ target }) =>
              onChange(target.checked ? [...chosen, fact] : chosen.filter((one) => one !== fact))
            }
          />
          {documentNumber} <span className="muted">{authority}</span>
        </label>
      ))}
    </fieldset>
  );

function Decided({ one, decision }: { one: Objection; decision: NonNullable<Objection['decision']> }) {
  const { api } = usePlace();
  return (
    <Panel title="处理结果">
      <div className="stack">
        <Said
          title={decision.verdict === 'upheld' ? verdictNames.upheld : '维持原结果'}
          by={decision.by}
          at={decision.at}
          words={decision.reason}
        />
        <ProposedBy of={decision} />
        <Decisions of={decision.struckOut} title="已剔除的决定" />
        <Changes of={decision} />
        <div className="row">
          <Paper
            words="下载异议信息处理结果反馈单（附件2）"
            name={`异议信息处理结果反馈单 ${numberOf(one.id)}.pdf`}
            fetchPaper={() => api.download('GET /v1/objections/{id}/notice', { params: { id: one.id } })}
          />
        </div>
      </div>
    </Panel>
  );
}
