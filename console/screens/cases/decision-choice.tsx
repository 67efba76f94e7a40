import { useMutation } from '@tanstack/react-query';
import { Tag } from '../../parts/small.tsx';
import { Refusal } from '../../parts/state.tsx';
import type { Subject } from '../../parts/subject-fields.tsx';
import { usePerson, usePlace } from '../../session/session-context.tsx';
import { decisionStatusNames } from '../../words/codes.ts';

const decisionsShown = 100;

/** Chooses decisions of the credit file, which is opened for it: with a reason, and a receipt. */
export function DecisionChoice({
  subject,
  reason,
  chosen,
  onChange,
}: {
  subject: Subject;
  /** Why the file is opened. */
  reason: string;
  /** Keys of decisions. */
  chosen: readonly string[];
  onChange(chosen: readonly string[]): void;
}) {
  const { api } = usePlace();
  const mayRead = usePerson()?.scopes.has('files:read');
  const file = useMutation({
    mutationFn: () =>
      api.call('POST /v1/files/query', { body: { ...subject, id: subject.id.trim(), reason } }),
    gcTime: 0,
  });
  if (!mayRead)
    return <p className="muted">没有查阅信用档案的权限，不能从档案中选择决定；请由信用专员登记。</p>;
  return (
    <fieldset className="choices">
      <legend>所涉决定</legend>
      <button
        type="button"
        className="button small"
        disabled={subject.id.trim() === '' || file.isPending}
        onClick={() => file.mutate()}
      >
        {file.isPending ? '正在读取…' : '从信用档案选择'}
      </button>
      <Refusal error={file.error} />
      {file.data && (
        <>
          <p>
            <b>{file.data.basic.name}</b>{' '}
            <span className="muted">
              查阅已留痕，回执 <span className="mono">{file.data.receiptId}</span>
            </span>
          </p>
          {file.data.dishonesty.length === 0 && <p className="muted">档案中没有失信信息。</p>}
          <ul className="plain checks">
            {file.data.dishonesty.slice(0, decisionsShown).map((one) => (
              <li key={one.key}>
                <label className="row">
                  <input
                    type="checkbox"
                    checked={chosen.includes(one.key)}
                    onChange={({ target }) =>
                      onChange(
                        target.checked ? [...chosen, one.key] : chosen.filter((key) => key !== one.key),
                      )
                    }
                  />
                  <span>
                    {one.documentNumber}，{one.matter}
                    <span className="muted">
                      {' '}
                      {one.authority}，{one.decidedOn}
                    </span>
                  </span>
                  {one.status !== 'standing' && <Tag>{decisionStatusNames[one.status]}</Tag>}
                </label>
              </li>
            ))}
          </ul>
        </>
      )}
    </fieldset>
  );
}
