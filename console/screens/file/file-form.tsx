import { type ClipboardEvent, useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { TextField } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { noSubject, SubjectFields } from '../../parts/subject-fields.tsx';
import { ColumnSteps } from './column-steps.tsx';
import { isColumn, type NumberColumn, numbersIn } from './number-column.ts';

export type FileQuery = InputOf<'POST /v1/files/query'>['body'];

interface PastedColumn extends NumberColumn {
  readonly at: number;
}

/**
 * Whose file, and why it is opened. A column of a workbook that is pasted as the number is gone through. Numbers stay on this
 * page: they are in no address and no storage.
 */
export function FileForm({ isBusy, onAsk }: { isBusy: boolean; onAsk(query: FileQuery): void }) {
  const [subject, setSubject] = useState(noSubject);
  const [reason, setReason] = useState('');
  const [asOf, setAsOf] = useState('');
  const [column, setColumn] = useState<PastedColumn>();
  const mayAsk = reason.trim() !== '' && !isBusy;
  const isReady = subject.id.trim() !== '' && mayAsk;
  const ask = (id: string): void =>
    onAsk({
      ...subject,
      id,
      reason: reason.trim(),
      ...(asOf && { asOf: asOf as NonNullable<FileQuery['asOf']> }),
    });
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!isColumn(text)) return;
    event.preventDefault();
    const pasted = numbersIn(text);
    setColumn({ ...pasted, at: -1 });
    setSubject({ ...subject, id: pasted.numbers[0] ?? '' });
  };
  const open = (at: number): void => {
    const id = column?.numbers[at];
    if (!column || id === undefined) return;
    setColumn({ ...column, at });
    setSubject({ ...subject, id });
    ask(id);
  };
  return (
    <Panel title="查阅信用档案" aside={<span className="muted">号码处可粘贴表格的一列，逐个查阅</span>}>
      <form
        className="file-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) ask(subject.id.trim());
        }}
      >
        <SubjectFields subject={subject} onChange={setSubject} onPaste={paste} />
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
      {column && (
        <ColumnSteps
          column={column}
          at={column.at}
          isReady={mayAsk}
          onOpen={open}
          onClear={() => setColumn(undefined)}
        />
      )}
    </Panel>
  );
}
