import { useState } from 'react';
import type { InputOf } from '../../api/operation-types.ts';
import { Choice, Field } from '../../parts/field.tsx';
import { Panel } from '../../parts/small.tsx';
import { categoryNames, schemeNames } from '../../words/codes.ts';

export type FileQuery = InputOf<'POST /v1/files/query'>['body'];
type Scheme = FileQuery['scheme'];

const pairs = <Key extends string>(names: Readonly<Record<Key, string>>) =>
  Object.entries(names) as [Key, string][];

const institutions: ReadonlySet<string> = new Set([
  'medical-institution',
  'pharmacy',
  'employer',
  'third-party',
]);

/** Whose file, and why it is opened. The number stays on this page: it is in no address and no storage. */
export function FileForm({ isBusy, onAsk }: { isBusy: boolean; onAsk(query: FileQuery): void }) {
  const [category, setCategory] = useState<FileQuery['category']>('medical-institution');
  const [scheme, setScheme] = useState<Scheme>('uscc');
  const [id, setId] = useState('');
  const [reason, setReason] = useState('');
  const [asOf, setAsOf] = useState('');
  const isReady = id.trim() !== '' && reason.trim() !== '' && !isBusy;
  return (
    <Panel title="查阅信用档案">
      <form
        className="file-form"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady)
            onAsk({
              category,
              scheme,
              id: id.trim(),
              reason: reason.trim(),
              ...(asOf && { asOf: asOf as NonNullable<FileQuery['asOf']> }),
            });
        }}
      >
        <Choice
          label="主体类别"
          value={category}
          options={pairs(categoryNames)}
          onChange={(next) => {
            if (next === '') return;
            setCategory(next);
            setScheme(institutions.has(next) ? 'uscc' : 'resident-id');
          }}
        />
        <Choice<Scheme>
          label="号码种类"
          value={scheme}
          options={pairs(schemeNames)}
          onChange={(next) => next !== '' && setScheme(next)}
        />
        <Field label="号码">
          {(at) => (
            <input
              id={at}
              className="input mono"
              required
              maxLength={60}
              spellCheck={false}
              autoComplete="off"
              value={id}
              onChange={({ target }) => setId(target.value)}
            />
          )}
        </Field>
        <Field label="查阅理由（必填，随回执留存）">
          {(at) => (
            <input
              id={at}
              className="input"
              required
              maxLength={500}
              autoComplete="off"
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          )}
        </Field>
        <Field label="截至日期（可不填）">
          {(at) => (
            <input
              id={at}
              type="date"
              className="input"
              value={asOf}
              onChange={({ target }) => setAsOf(target.value)}
            />
          )}
        </Field>
        <button type="submit" className="button main-act" disabled={!isReady}>
          {isBusy ? '正在查阅…' : '查阅'}
        </button>
      </form>
    </Panel>
  );
}
