import { useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { Conflict } from '../../parts/conflict.tsx';
import { Reason } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { usePlace } from '../../session/session-context.tsx';
import type { Repair } from '../../words/cases.ts';
import { Said } from './case-facts.tsx';
import { lastOfRepair, useAct } from './use-case.ts';
import { VerdictForm } from './verdict-form.tsx';

type Request = InputOf<'POST /v1/repairs/{id}/notice-objection'>['body'];
const useNoticeAct = (id: string) =>
  useAct((api, body: Request) =>
    api.call('POST /v1/repairs/{id}/notice-objection', { params: { id }, body }),
  );

/** Objections to the public notice of a repair (公示异议, Art. 31): while one is open, the repair does not take effect. */
export function NoticeObjections({ one }: { one: Repair }) {
  const open = one.noticeObjections.find(({ ruling }) => !ruling);
  return (
    <Panel title="公示和公示异议">
      <div className="stack">
        {one.noticeObjections.map(({ number, receivedOn, grounds, ruling }) => (
          <div key={number}>
            <p>
              <b>异议 {number}</b> <span className="muted">{receivedOn} 收到</span>
              <br />
              <span className="words">{grounds}</span>
            </p>
            {ruling && (
              <Said
                title={ruling.verdict === 'upheld' ? '异议成立，终止修复' : '异议不成立'}
                by={ruling.by}
                at={ruling.at}
                words={ruling.reason}
              />
            )}
          </div>
        ))}
        {open && <Rule key={open.number} one={one} number={open.number} />}
        {one.state === 'in-notice' && <Record key={one.noticeObjections.length} one={one} />}
      </div>
    </Panel>
  );
}

function Rule({ one, number }: { one: Repair; number: number }) {
  const { api } = usePlace();
  const rule = useNoticeAct(one.id);
  return (
    <VerdictForm
      about={`${one.id} notice ${number}`}
      verdicts={['refused', 'upheld']}
      words={{ refused: '异议不成立，继续公示', upheld: '异议成立，终止修复' }}
      isBusy={rule.isPending}
      error={<Conflict error={rule.error} about={one.id} read={() => lastOfRepair(api, one.id)} />}
      onDecide={(verdict, reason) => rule.mutate({ verdict, reason, number })}
    />
  );
}

function Record({ one }: { one: Repair }) {
  const { api } = usePlace();
  const [grounds, setGrounds] = useState('');
  const record = useNoticeAct(one.id);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (grounds.trim()) record.mutate({ grounds: grounds.trim() });
      }}
    >
      <Reason label="登记公示异议：理由" value={grounds} most={5000} onChange={setGrounds} />
      <Conflict error={record.error} about={one.id} read={() => lastOfRepair(api, one.id)} />
      <div className="row end">
        <button type="submit" className="button" disabled={!grounds.trim() || record.isPending}>
          登记公示异议
        </button>
      </div>
    </form>
  );
}
