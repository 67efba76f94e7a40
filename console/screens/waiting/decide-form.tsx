import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Conflict } from '../../parts/conflict.tsx';
import { DraftNote, useDraft } from '../../parts/draft.tsx';
import { Field, Reason } from '../../parts/field.tsx';
import { Key, Panel } from '../../parts/small.tsx';
import { type Fields, isKeepable } from '../../session/drafts.ts';
import { usePlace } from '../../session/session-context.tsx';
import { Candidates } from './candidates.tsx';
import type { Act, Detail, ItemPageProps } from './item.ts';
import { useKeys } from './keys.ts';
import { lastDecision } from './last-decision.ts';
import { lastReason, rememberReason } from './last-reason.ts';
import { effectNames, type Way, wayNames, waysOf } from './ways.ts';

/** Decides one item. The effect stands above the button; a reason is kept with the decision. */
export function DecideForm({
  detail,
  keysOn,
  isBusy,
  error,
  onAct,
  onStep,
}: ItemPageProps & { readonly detail: Detail }) {
  const { api } = usePlace();
  const ways = waysOf(detail);
  const draft = useDraft(`item ${detail.id} ${detail.decisions?.length ?? 0}`);
  const { way: chosen, ...cells } = draft.restored;
  const [way, setWay] = useState<Way>(ways.find((one) => one === chosen) ?? ways[0] ?? 'dismiss');
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => cellsOf(cells));
  draft.keep({ way, ...fieldsOf(values) });
  const [candidate, setCandidate] = useState<string>();
  const [reason, setReason] = useState(() => lastReason(detail, ways[0] ?? 'dismiss'));
  const form = useRef<HTMLFormElement>(null);
  const goWay = (next: Way): void => {
    setWay(next);
    setReason((written) => written || lastReason(detail, next));
  };
  /** Goes a way, and to its first field with all of it marked: what is typed next takes its place. */
  const goTo = (next: Way, selector: 'input[data-cell]' | 'textarea'): void => {
    flushSync(() => goWay(next));
    const field = form.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
    field?.focus();
    field?.select();
  };
  const act = actOf({ detail, way, values, candidate, reason });
  const submit = (): void => {
    if (!act || isBusy) return;
    rememberReason(detail, way, reason);
    draft.drop();
    onAct(act);
  };
  const candidates = detail.candidates ?? [];
  useKeys(keysOn, {
    j: () => onStep(1),
    k: () => onStep(-1),
    e: ways.includes('correct') ? () => goTo('correct', 'input[data-cell]') : undefined,
    x: () => goTo('dismiss', 'textarea'),
    'ctrl+Enter': submit,
    ...Object.fromEntries(
      candidates.slice(0, 9).map(({ key }, index) => [
        String(index + 1),
        () => {
          goWay('candidate');
          setCandidate(key);
        },
      ]),
    ),
  });
  return (
    <Panel title="办理">
      <form
        ref={form}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <fieldset className="ways row">
          <legend className="visually-hidden">办理方式</legend>
          {ways.map((one) => (
            <label key={one} className={`button ${one === way ? 'chosen' : ''}`}>
              <input type="radio" name="way" checked={one === way} onChange={() => goWay(one)} />
              {wayNames[one]}
            </label>
          ))}
        </fieldset>
        {way === 'candidate' && <Candidates detail={detail} chosen={candidate} onChoose={setCandidate} />}
        {way === 'correct' && <Cells detail={detail} values={values} onChange={setValues} />}
        <Reason value={reason} onChange={setReason} />
        <p className="muted">{effectNames[way]}</p>
        <DraftNote restored={draft.restored} />
        <Conflict error={error} about={detail.id} read={() => lastDecision(api, detail.id)} />
        <div className="row end">
          <button type="submit" className="button main-act" disabled={!act || isBusy}>
            {isBusy ? '正在提交…' : wayNames[way]} <Key>Ctrl ↵</Key>
          </button>
        </div>
      </form>
    </Panel>
  );
}

const cellBegin = 'cell ';

/** Cells that a draft may have: days and amounts. */
const fieldsOf = (values: Fields): Fields =>
  Object.fromEntries(
    Object.entries(values).flatMap(([column, value]) =>
      isKeepable(value) ? [[`${cellBegin}${column}`, value]] : [],
    ),
  );

const cellsOf = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name.slice(cellBegin.length), value]));

interface Filled {
  readonly detail: Detail;
  readonly way: Way;
  readonly values: Readonly<Record<string, string>>;
  readonly candidate: string | undefined;
  readonly reason: string;
}

/** What would be sent; undefined while something is missing. */
function actOf({ detail: { id }, way, values, candidate, reason: written }: Filled): Act | undefined {
  const reason = written.trim();
  if (!reason) return undefined;
  if (way === 'dismiss') return { kind: 'dismissal', id, reason };
  if (way === 'removed') return { kind: 'correction', id, body: { reason } };
  if (way === 'holds') return { kind: 'correction', id, body: { reason, holds: true } };
  if (way === 'candidate')
    return candidate === undefined ? undefined : { kind: 'correction', id, body: { reason, candidate } };
  return Object.keys(values).length === 0 ? undefined : { kind: 'correction', id, body: { reason, values } };
}

/** The cells that findings name, and on demand every other. Only what was changed is sent. */
function Cells({
  detail,
  values,
  onChange,
}: {
  detail: Detail;
  values: Readonly<Record<string, string>>;
  onChange(values: Readonly<Record<string, string>>): void;
}) {
  const cells = detail.cells ?? {};
  const wrong = (detail.findings ?? []).flatMap(({ column }) =>
    column !== undefined && column in cells ? column : [],
  );
  const [isAll, showAll] = useState(wrong.length === 0);
  /** What is covered is typed whole: its cell is empty, with the covered value as a hint. */
  const isCovered = (column: string): boolean => detail.masked?.includes(column) === true;
  const sent = (column: string): string => (isCovered(column) ? '' : (cells[column] ?? ''));
  const shown = isAll ? Object.keys(cells) : [...new Set(wrong)];
  return (
    <>
      {shown.map((column) => (
        <Field key={column} label={column}>
          {(id) => (
            <input
              id={id}
              className="input mono"
              data-cell
              autoComplete="off"
              spellCheck={false}
              aria-invalid={wrong.includes(column) && values[column] === undefined}
              placeholder={isCovered(column) ? cells[column] : undefined}
              value={values[column] ?? sent(column)}
              onChange={({ target }) => onChange(changed(values, column, target.value, sent(column)))}
            />
          )}
        </Field>
      ))}
      {!isAll && (
        <button type="button" className="button quiet" onClick={() => showAll(true)}>
          更正其他列
        </button>
      )}
    </>
  );
}

function changed(
  values: Readonly<Record<string, string>>,
  column: string,
  value: string,
  sent: string,
): Readonly<Record<string, string>> {
  const { [column]: _, ...others } = values;
  return value === sent ? others : { ...others, [column]: value };
}
