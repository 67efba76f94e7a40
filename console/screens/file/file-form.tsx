import { useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { TextField } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { noSubject, SubjectFields } from '../../parts/subject-fields.tsx';

export type FileQuery = InputOf<'POST /v1/files/query'>['body'];

/** Whose file, and why it is opened. The number stays on this page: it is in no address and no storage. */
export function FileForm({ isBusy, onAsk }: { isBusy: boolean; onAsk(query: FileQuery): void }) {
  const [subject, setSubject] = useState(noSubject);
  const [reason, setReason] = useState('');
  const [asOf, setAsOf] = useState('');
  const isReady = subject.id.trim() !== '' && reason.trim() !== '' && !isBusy;
  return (
    <Panel title="查阅信用档案">
      <form
        className="file-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady)
            onAsk({
              ...subject,
              id: subject.id.trim(),
              reason: reason.trim(),
              ...(asOf && { asOf: asOf as NonNullable<FileQuery['asOf']> }),
            });
        }}
      >
        <SubjectFields subject={subject} onChange={setSubject} />
        <TextField
          label="查阅理由（必填，随回执留存）"
          required
          maxLength={500}
          autoComplete="off"
          value={reason}
          onChange={setReason}
        />
        <TextField label="截至日期（可不填）" type="date" value={asOf} onChange={setAsOf} />
        <button type="submit" className="button main-act" disabled={!isReady}>
          {isBusy ? '正在查阅…' : '查阅'}
        </button>
      </form>
    </Panel>
  );
}
