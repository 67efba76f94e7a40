import { Panel, Tag } from '../../parts/small.tsx';
import { Table } from '../../parts/table.tsx';
import { usePerson } from '../../session/session-context.tsx';
import { type Document, type Operation, type Parameter, resolved } from './openapi.ts';
import { formOf, SchemaView } from './schema-view.tsx';
import { TryForm } from './try-form.tsx';

/** One operation: what it takes, what it answers, and a try of it. */
export function OperationPage({ operation, of }: { operation: Operation; of: Document }) {
  const { method, path, summary, description, security = [], parameters = [], requestBody } = operation;
  const person = usePerson();
  return (
    <div className="stack">
      <Panel
        title={
          <span className="mono">
            {method} {path}
          </span>
        }
        aside={security.length > 0 ? <Tag tone="note">须登录</Tag> : <Tag>公开</Tag>}
      >
        <div className="stack">
          <p lang="en">
            {summary}. {description}
          </p>
          {parameters.length > 0 && (
            <Table<Parameter>
              rows={parameters}
              keyOf={({ name }) => name}
              none="没有参数"
              columns={[
                { title: '参数', of: ({ name }) => <b className="mono">{name}</b>, isWhole: true },
                { title: '位置', of: (one) => (one.in === 'path' ? '地址' : '查询'), isWhole: true },
                { title: '必填', of: ({ required }) => (required ? '是' : ''), isWhole: true },
                { title: '取值', of: ({ schema }) => <Values schema={schema} of={of} /> },
              ]}
            />
          )}
          {Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => (
            <section key={type} className="stack">
              <h3>
                请求正文 <span className="mono muted">{type}</span>
              </h3>
              {schema && <SchemaView schema={schema} of={of} />}
            </section>
          ))}
        </div>
      </Panel>
      {person ? (
        <TryForm operation={operation} of={of} />
      ) : (
        <Panel title="试用">登录后可以用本人的权限试用。</Panel>
      )}
      <Panel title="答复">
        <Answers operation={operation} of={of} />
      </Panel>
    </div>
  );
}

const Values = ({ schema, of }: { schema: Parameter['schema']; of: Document }) => (
  <span className="mono">
    {(schema.anyOf ?? [schema])
      .map((one) => formOf(resolved(one, of)))
      .filter((form) => form !== '""')
      .join(' | ')}
  </span>
);

const Answers = ({ operation: { responses = {} }, of }: { operation: Operation; of: Document }) => (
  <div className="stack">
    {Object.entries(responses).map(([status, answer]) => {
      const { description, content = {} } = resolved(answer, of);
      const isSuccess = status.startsWith('2');
      return (
        <details key={status} open={isSuccess}>
          <summary>
            <b>{status}</b> <span lang="en">{description}</span>
          </summary>
          {Object.entries(content).map(([type, { schema }]) => (
            <div key={type} className="nested">
              <span className="mono muted">{type}</span>
              {schema && <SchemaView schema={schema} of={of} />}
            </div>
          ))}
        </details>
      );
    })}
  </div>
);
