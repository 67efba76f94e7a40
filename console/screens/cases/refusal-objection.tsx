import { useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { Attach, type Attached } from '../../parts/attach.tsx';
import { Conflict } from '../../parts/conflict.tsx';
import { Reason } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { type Repair, verdictNames } from '../../words/cases.ts';
import { ApplicantFields, applicantOf, noApplicant } from './applicant-fields.tsx';
import { Application, Attachments, DueDay, Said } from './case-facts.tsx';
import { GrantEffect } from './decide-repair.tsx';
import { lastOfRepair, useAct, useRepairEffect } from './use-case.ts';
import { VerdictForm } from './verdict-form.tsx';

type Request = InputOf<'POST /v1/repairs/{id}/objection'>['body'];
const useObjectionAct = (id: string) =>
  useAct((api, body: Request) => api.call('POST /v1/repairs/{id}/objection', { params: { id }, body }));

/** Lodges an objection to a refused repair (annex 5). */
export function ContestRefusal({ one }: { one: Repair }) {
  const { api } = usePlace();
  const [applicant, setApplicant] = useState(noApplicant);
  const [grounds, setGrounds] = useState('');
  const [attached, setAttached] = useState<readonly Attached[]>([]);
  const lodge = useObjectionAct(one.id);
  const who = applicantOf(applicant, applicant);
  return (
    <details className="panel">
      <summary className="body">登记对不予修复的异议（附件5）</summary>
      <form
        className="body stack"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (who && grounds.trim())
            lodge.mutate({
              applicant: who,
              grounds: grounds.trim(),
              attachments: attached.map(({ id }) => id),
            });
        }}
      >
        <ApplicantFields form={applicant} isNumberAsked onChange={setApplicant} />
        <Reason label="事实和理由（必填）" value={grounds} most={5000} onChange={setGrounds} />
        <Attach label="证明材料" attached={attached} onChange={setAttached} />
        <Conflict error={lodge.error} about={one.id} read={() => lastOfRepair(api, one.id)} />
        <div className="row end">
          <button
            type="submit"
            className="button main-act"
            disabled={!who || !grounds.trim() || lodge.isPending}
          >
            登记
          </button>
        </div>
      </form>
    </details>
  );
}

type Objection = NonNullable<Repair['refusalObjection']>;

/** The objection to a refusal, and its decision by an officer who did not refuse. */
export function DecideContested({ one, objection }: { one: Repair; objection: Objection }) {
  const { proposal, ruling } = objection;
  return (
    <Panel title="对不予修复的异议">
      <div className="stack">
        <Application one={objection} />
        <p>
          决定期限 <DueDay deadline={objection.decideBy} />
        </p>
        <Attachments of={objection.attachments.map((id, index) => [`证明材料 ${index + 1}`, id] as const)} />
        {ruling ? (
          <Said
            title={ruling.verdict === 'upheld' ? '异议成立，准予修复' : '维持不予修复'}
            by={ruling.by}
            at={ruling.at}
            words={ruling.reason}
          />
        ) : (
          <>
            {proposal && (
              <Said
                title={`${verdictNames.granted}（待第二人确认）`}
                by={proposal.by}
                at={proposal.at}
                words={proposal.reason}
              />
            )}
            <Rule key={proposal?.at ?? 'open'} one={one} objection={objection} />
          </>
        )}
      </div>
    </Panel>
  );
}

function Rule({ one, objection: { proposal } }: { one: Repair; objection: Objection }) {
  const { api } = usePlace();
  const sub = usePerson()?.sub;
  const isShown = useRepairEffect(one.id, false).isSuccess;
  const rule = useObjectionAct(one.id);
  const obstacle =
    one.decision?.by === sub
      ? '由本人作出不予修复的决定，须由另一人办理异议。'
      : proposal?.by === sub
        ? '由本人提出，须由另一人确认。'
        : undefined;
  if (obstacle) return <p className="notice warn">{obstacle}</p>;
  return (
    <VerdictForm
      about={`${one.id} refusal ${proposal ? 'proposed' : 'open'}`}
      verdicts={['upheld', 'refused']}
      words={{ upheld: proposal ? '确认准予修复' : '异议成立，准予修复', refused: '维持不予修复' }}
      isBusy={rule.isPending}
      isReady={(verdict) => verdict === 'refused' || isShown}
      error={<Conflict error={rule.error} about={one.id} read={() => lastOfRepair(api, one.id)} />}
      onDecide={(verdict, reason) => rule.mutate({ verdict, reason })}
    >
      {(verdict) => verdict === 'upheld' && <GrantEffect id={one.id} />}
    </VerdictForm>
  );
}
