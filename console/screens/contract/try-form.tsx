import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf } from '../../../schemas/operations/address.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { saveFile } from '../../parts/save-as.ts';
import { Panel, Tag } from '../../parts/small.tsx';
import { Refusal } from '../../parts/state.tsx';
import { usePlace } from '../../session/session-context.tsx';
import { sizeText } from '../../words/numbers.ts';
import { type Document, exampleOf, type Operation } from './openapi.ts';

interface Answered {
  readonly address: string;
  readonly method: string;
  readonly status: number;
  readonly type: string;
  readonly milliseconds: number;
  readonly content: Blob;
  /** Of JSON and text, as shown. */
  readonly text: string | undefined;
}

const shownCharacters = 100_000;
const json = 'application/json';

/** Sends the operation with the token of who is signed in. What changes something is asked about first: it is real. */
export function TryForm({ operation, of }: { operation: Operation; of: Document }) {
  const { api } = usePlace();
  const { method, parameters = [], requestBody } = operation;
  const body = requestBody?.content[json]?.schema;
  const takesFile = requestBody !== undefined && !body;
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [text, setText] = useState(() => (body ? JSON.stringify(exampleOf(body, of), null, 2) : ''));
  const [file, setFile] = useState<File>();
  const [isAsked, ask] = useState(false);
  const fault = body && jsonFault(text);
  const part = (where: 'path' | 'query') =>
    Object.fromEntries(
      parameters.filter((one) => one.in === where).map(({ name }) => [name, values[name] ?? '']),
    );
  const input = { params: part('path'), query: part('query') };
  const isMissing =
    parameters.some(({ name, required }) => required && !values[name]) || (takesFile && !file);
  const send = useMutation({
    mutationFn: async (): Promise<Answered> => {
      const begun = performance.now();
      const response = await api.raw(operation.route, {
        ...input,
        ...(body && { body: JSON.parse(text) }),
        ...(file && { body: file }),
      });
      const content = await response.blob();
      const type = response.headers.get('content-type') ?? '';
      return {
        ...addressOf(operation.route, input),
        status: response.status,
        type,
        milliseconds: Math.round(performance.now() - begun),
        content,
        text: await shownText(content, type),
      };
    },
    onSettled: () => ask(false),
  });
  const isReading = method === 'GET' || operation.path === '/v1/grades/query';
  return (
    <Panel title="试用" aside={<span className="muted">以本人的权限真实执行</span>}>
      <form
        className="stack"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReading) send.mutate();
          else ask(true);
        }}
      >
        {parameters.length > 0 && (
          <div className="row">
            {parameters.map(({ name, required }) => (
              <Field key={name} label={required ? `${name}（必填）` : name}>
                {(id) => (
                  <input
                    id={id}
                    className="input mono"
                    spellCheck={false}
                    value={values[name] ?? ''}
                    onChange={({ target }) => setValues({ ...values, [name]: target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
        )}
        {body && (
          <Field label={fault ? '请求正文（不是 JSON）' : '请求正文（JSON）'}>
            {(id) => (
              <textarea
                id={id}
                className="input mono"
                rows={Math.min(16, text.split('\n').length + 1)}
                spellCheck={false}
                aria-invalid={fault}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
        )}
        {takesFile && (
          <Field label="请求正文（文件）">
            {(id) => (
              <input id={id} type="file" onChange={({ target }) => setFile(target.files?.[0] ?? undefined)} />
            )}
          </Field>
        )}
        <div className="row end">
          <button
            type="submit"
            className="button main-act"
            disabled={isMissing || fault === true || send.isPending}
          >
            {send.isPending ? '正在发送…' : '发送'}
          </button>
        </div>
      </form>
      <Refusal error={send.error} />
      {send.data && <AnswerView of={send.data} />}
      <Confirm
        open={isAsked}
        title="真实执行这一请求"
        act="发送"
        isDisabled={send.isPending}
        onConfirm={() => send.mutate()}
        onClose={() => ask(false)}
      >
        <span className="mono">{operation.route}</span> 会以本人的名义真实办理，并留存记录。这里没有演练环境。
      </Confirm>
    </Panel>
  );
}

function jsonFault(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch {
    return true;
  }
}

async function shownText(content: Blob, type: string): Promise<string | undefined> {
  if (!/json|text\//.test(type)) return undefined;
  const text = await content.slice(0, shownCharacters * 4).text();
  if (!type.includes('json') || jsonFault(text)) return text.slice(0, shownCharacters);
  return JSON.stringify(JSON.parse(text), null, 2).slice(0, shownCharacters);
}

function AnswerView({ of }: { of: Answered }) {
  const { method, address, status, type, milliseconds, content, text } = of;
  return (
    <section className="stack" aria-label="试用的结果" aria-live="polite">
      <h3>请求</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre className="sheet" tabIndex={0}>
        {method} /{address}
        {'\n'}authorization: Bearer（当前登录的凭据，不显示）
      </pre>
      <h3>
        答复 <Tag tone={status < 400 ? 'good' : 'bad'}>{status}</Tag>{' '}
        <span className="muted">
          {type}，{sizeText(content.size)}，{milliseconds} 毫秒
        </span>
      </h3>
      {text !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        <pre className="sheet" tabIndex={0}>
          {text}
        </pre>
      )}
      <div className="row">
        <button type="button" className="button small" onClick={() => saveFile('答复', content)}>
          保存答复
        </button>
      </div>
    </section>
  );
}
