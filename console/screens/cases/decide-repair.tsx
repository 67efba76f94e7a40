import { useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { Conflict } from '../../parts/conflict.tsx';
import { EffectView } from '../../parts/effect.tsx';
import { Choice, Reason, TextField } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { type Ground, groundNames, type Repair, verdictNames } from '../../words/cases.ts';
import { Said } from './case-facts.tsx';
import { lastOfRepair, useAct, useRepairEffect } from './use-case.ts';
import { VerdictForm } from './verdict-form.tsx';

type Decision = InputOf<'POST /v1/repairs/{id}/decision'>['body'];

/** Grants a repair or refuses it by a ground, or confirms what another officer proposed. */
export function DecideRepair({ one }: { one: Repair }) {
  const { api } = usePlace();
  const sub = usePerson()?.sub;
  const [ground, setGround] = useState<Ground | ''>(one.obstacles[0]?.ground ?? '');
  const [article, setArticle] = useState('');
  const isShown = useRepairEffect(one.id, false).isSuccess;
  const decide = useAct((of, body: Decision) =>
    of.call('POST /v1/repairs/{id}/decision', { params: { id: one.id }, body }),
  );
  const { proposal } = one;
  const isRefusalWhole = ground !== '' && (ground !== 'other' || article.trim() !== '');
  if (proposal && proposal.by === sub)
    return (
      <Panel title="待第二人确认">
        <Said
          title={verdictNames[proposal.verdict]}
          by={proposal.by}
          at={proposal.at}
          words={proposal.reason}
        />
        <p className="notice warn">由本人提出，须由另一名有“异议与修复”权限的人员确认。</p>
      </Panel>
    );
  return (
    <Panel title={proposal ? '确认或者不予修复' : '作出处理意见'}>
      {proposal && (
        <Said
          title={verdictNames[proposal.verdict]}
          by={proposal.by}
          at={proposal.at}
          words={proposal.reason}
        />
      )}
      <VerdictForm
        about={`${one.id} ${one.state}`}
        verdicts={['granted', 'refused']}
        words={{ granted: proposal ? '确认准予修复' : verdictNames.granted, refused: '不予修复' }}
        isBusy={decide.isPending}
        isReady={(verdict) => (verdict === 'granted' ? isShown : isRefusalWhole)}
        error={<Conflict error={decide.error} about={one.id} read={() => lastOfRepair(api, one.id)} />}
        onDecide={(verdict, reason) =>
          decide.mutate({
            verdict,
            reason,
            ...(verdict === 'refused' && ground !== '' && { ground }),
            ...(verdict === 'refused' && ground === 'other' && { article: article.trim() }),
          })
        }
      >
        {(verdict) => (
          <>
            {verdict === 'granted' && <GrantEffect id={one.id} />}
            {verdict === 'refused' && (
              <div className="form-fields">
                <Choice<Ground>
                  label="不予修复的情形（第二十九条）"
                  value={ground}
                  options={[['', '请选择'], ...(Object.entries(groundNames) as [Ground, string][])]}
                  onChange={setGround}
                />
                {ground === 'other' && <Article value={article} onChange={setArticle} />}
              </div>
            )}
          </>
        )}
      </VerdictForm>
    </Panel>
  );
}

/** What granting would change; whoever decides waits for the answer. */
export const GrantEffect = ({ id }: { id: string }) => (
  <>
    <EffectView of={useRepairEffect(id, true)} />
    <p className="muted">准予修复的，公示五个工作日；期满无异议后生效，等级随之调整，失信记录不撤销。</p>
  </>
);

const Article = ({ value, onChange }: { value: string; onChange(value: string): void }) => (
  <TextField label="依据的条款" maxLength={100} value={value} onChange={onChange} />
);

/** Extends the time limit of a complicated repair, once. */
export function Extend({ one }: { one: Repair }) {
  const { api } = usePlace();
  const [reason, setReason] = useState('');
  const extend = useAct((of, body: { reason: string }) =>
    of.call('POST /v1/repairs/{id}/extension', { params: { id: one.id }, body }),
  );
  return (
    <details className="panel">
      <summary className="body">情况复杂，延长办理期限（一次，自收到之日起最多30个工作日）</summary>
      <form
        className="body stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim()) extend.mutate({ reason: reason.trim() });
        }}
      >
        <Reason value={reason} onChange={setReason} />
        <Conflict error={extend.error} about={one.id} read={() => lastOfRepair(api, one.id)} />
        <div className="row end">
          <button type="submit" className="button" disabled={!reason.trim() || extend.isPending}>
            延长
          </button>
        </div>
      </form>
    </details>
  );
}
