import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '../../parts/confirm.tsx';
import { DraftNote, useDraft } from '../../parts/draft.tsx';
import { Choice, Reason, TextField } from '../../parts/field.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { documentsOf, type Parameter, policyValueText } from '../../words/policies.ts';
import { timeText } from '../../words/times.ts';
import { Trial } from './trial.tsx';
import { ValueField } from './value-field.tsx';

const yearsAhead = 3;

/** A value from a day on: tried first where it moves scores, then proposed. */
export function ProposeForm({
  parameter,
  onProposed,
}: {
  parameter: Parameter;
  onProposed(id: string): void;
}) {
  const { api } = usePlace();
  const client = useQueryClient();
  const today = timeText(new Date().toISOString()).slice(0, 10);
  const isOfCycle = parameter.holdsFor === 'cycle';
  const draft = useDraft(`parameter ${parameter.name}`);
  const begin = isOfCycle ? `${Number(today.slice(0, 4)) + 1}-01-01` : today;
  const [value, setValue] = useState(draft.restored['value'] ?? parameter.inForce);
  const [from, setFrom] = useState(draft.restored['from'] ?? begin);
  const isOption = parameter.bounds.from !== undefined || parameter.bounds.oneOf !== undefined;
  draft.keep({ from, ...(isOption && { value }) });
  const [reason, setReason] = useState('');
  const [isAsked, ask] = useState(false);
  const proposal = useMutation({
    mutationFn: () =>
      api.call('POST /v1/policies', {
        body: {
          parameter: parameter.name,
          value: parameter.bounds.listOf ? [...(documentsOf(value) ?? [])] : value.trim(),
          from,
          reason: reason.trim(),
        },
      }),
    onSuccess: async ({ id }) => {
      draft.drop();
      await client.invalidateQueries();
      onProposed(id);
    },
    onSettled: () => ask(false),
  });
  const isSame = value === parameter.inForce;
  const isReady = !isSame && value.trim() !== '' && from !== '' && reason.trim() !== '';
  return (
    <form
      className="stack sheet"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) ask(true);
      }}
    >
      <div className="grid-2">
        <ValueField bounds={parameter.bounds} value={value} onChange={setValue} />
        {isOfCycle ? (
          <Choice
            label="生效年度"
            value={from}
            options={Array.from({ length: yearsAhead + 1 }, (_, ahead) => {
              const year = Number(today.slice(0, 4)) + ahead;
              return [`${year}-01-01`, `${year} 年度`] as const;
            })}
            onChange={(next) => next && setFrom(next)}
          />
        ) : (
          <TextField label="生效日期" type="date" min={today} value={from} onChange={setFrom} />
        )}
      </div>
      <p>
        现行：{policyValueText(parameter.inForce)}；调整为：
        <b>{isSame ? '（未变）' : policyValueText(value)}</b>
      </p>
      {isOfCycle && !isSame && value.trim() !== '' && (
        <Trial key={value} name={parameter.name} value={value.trim()} cycle={Number(today.slice(0, 4))} />
      )}
      <Reason value={reason} onChange={setReason} />
      <DraftNote restored={draft.restored} />
      <Refusal error={proposal.error} />
      <div className="row end">
        <button type="submit" className="button main-act" disabled={!isReady || proposal.isPending}>
          提出
        </button>
      </div>
      <Confirm
        open={isAsked}
        title="提出调整"
        act="提出"
        isDisabled={proposal.isPending}
        onConfirm={() => proposal.mutate()}
        onClose={() => ask(false)}
      >
        “{parameter.title}”自 {from} 起由“{policyValueText(parameter.inForce)}”调整为“{policyValueText(value)}
        ”。提出后对全部档案试算，不改变任何结果；试算完成后由另一人放行才生效。
      </Confirm>
    </form>
  );
}
