import { useState } from 'react';
import { useAnswer } from '../../api/queries.ts';
import { Conflict } from '../../parts/conflict.tsx';
import { EffectView } from '../../parts/effect.tsx';
import { Reason } from '../../parts/field.tsx';
import { Key, Panel } from '../../parts/small.tsx';
import { usePlace } from '../../session/session-context.tsx';
import type { Detail, ItemPageProps } from '../waiting/item.ts';
import { useKeys } from '../waiting/keys.ts';
import { lastDecision } from '../waiting/last-decision.ts';
import { lastReason, rememberReason } from '../waiting/last-reason.ts';
import { actOf, type Choice, effectOf, hasOwn, noneText } from './choices.ts';
import { Comparison } from './comparison.tsx';

/** Says who a row is about. What that changes in the file is shown before it can be said. */
export function IdentityForm({
  detail,
  keysOn,
  isBusy,
  error,
  onAct,
  onStep,
}: ItemPageProps & { readonly detail: Detail }) {
  const { api } = usePlace();
  const candidates = detail.candidates ?? [];
  const isNobody = candidates.length === 0 && !hasOwn(detail);
  const [choice, setChoice] = useState<Choice | undefined>(isNobody ? 'none' : undefined);
  const [reason, setReason] = useState(() => lastReason(detail, 'candidate'));
  const asked = effectOf(choice);
  const isShown = useEffectOf(detail.id, asked, false).isSuccess;
  const isWhole = choice !== undefined && reason.trim() !== '' && (asked === undefined || isShown) && !isBusy;
  const submit = (): void => {
    if (!isWhole) return;
    rememberReason(detail, 'candidate', reason);
    onAct(actOf(detail, choice, reason.trim()));
  };
  useKeys(keysOn, {
    j: () => onStep(1),
    k: () => onStep(-1),
    '0': () => setChoice('none'),
    'ctrl+Enter': submit,
    ...Object.fromEntries(
      candidates
        .slice(0, 9)
        .map(({ key }, index) => [String(index + 1), () => setChoice({ candidate: key })]),
    ),
  });
  return (
    <Panel title="是不是同一主体">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Comparison detail={detail} choice={choice} onChoose={setChoice} />
        {asked && <Effect id={detail.id} asked={asked} />}
        {choice === 'none' && <p className="muted">{noneText(detail)}</p>}
        <Reason value={reason} onChange={setReason} />
        <Conflict error={error} about={detail.id} read={() => lastDecision(api, detail.id)} />
        <div className="row end">
          <button type="submit" className="button main-act" disabled={!isWhole}>
            {isBusy ? '正在提交…' : choice === 'none' ? '都不是' : '认定'} <Key>Ctrl ↵</Key>
          </button>
        </div>
      </form>
    </Panel>
  );
}

type Asked = NonNullable<ReturnType<typeof effectOf>>;

const useEffectOf = (id: string, asked: Asked | undefined, isAsked: boolean) =>
  useAnswer(
    'POST /v1/quarantine/{id}/effect',
    { params: { id }, body: asked ?? { holds: true } },
    { enabled: isAsked && asked !== undefined, staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 },
  );

/** Asks what a choice changes; whoever decides waits for the answer. */
const Effect = ({ id, asked }: { id: string; asked: Asked }) => (
  <EffectView of={useEffectOf(id, asked, true)} />
);
