import type { ReactNode } from 'react';
import type { Document, Schema } from './openapi.ts';
import { resolved } from './openapi.ts';

/** The form of a value: its type and bounds, and the fields of an object, which open one by one. */
export function SchemaView({ schema, of, depth = 0 }: { schema: Schema; of: Document; depth?: number }) {
  const known = resolved(schema, of);
  const parts = known.anyOf ?? known.oneOf ?? known.allOf;
  const fields = Object.entries(known.properties ?? {});
  return (
    <div>
      <span className="mono">{formOf(known)}</span>
      {known.description && <span lang="en"> {known.description}</span>}
      {parts?.map((part) => (
        <Nested
          key={JSON.stringify(part)}
          title={`${known.allOf ? '并且' : '或者'} ${formOf(resolved(part, of))}`}
          isOpen={false}
        >
          <SchemaView schema={part} of={of} depth={depth + 1} />
        </Nested>
      ))}
      {fields.length > 0 && (
        <ul className="fields">
          {fields.map(([name, field]) => (
            <li key={name}>
              <Field
                name={name}
                field={field}
                isRequired={known.required?.includes(name) === true}
                of={of}
                depth={depth}
              />
            </li>
          ))}
        </ul>
      )}
      {known.items && (
        <Nested title="每一项" isOpen={depth === 0}>
          <SchemaView schema={known.items} of={of} depth={depth + 1} />
        </Nested>
      )}
      {typeof known.additionalProperties === 'object' &&
        Object.keys(known.additionalProperties).length > 0 && (
          <Nested title="其余字段" isOpen={false}>
            <SchemaView schema={known.additionalProperties} of={of} depth={depth + 1} />
          </Nested>
        )}
    </div>
  );
}

function Field({
  name,
  field,
  isRequired,
  of,
  depth,
}: {
  name: string;
  field: Schema;
  isRequired: boolean;
  of: Document;
  depth: number;
}) {
  const known = resolved(field, of);
  const isSimple = !known.properties && !known.items && !known.anyOf && !known.oneOf && !known.allOf;
  const title = (
    <>
      <b className="mono">{name}</b> {isRequired && <span className="muted">必填</span>}
    </>
  );
  if (isSimple)
    return (
      <>
        {title} <SchemaView schema={known} of={of} depth={depth + 1} />
      </>
    );
  return (
    <Nested title={title} isOpen={depth === 0 && known.properties !== undefined}>
      <SchemaView schema={known} of={of} depth={depth + 1} />
    </Nested>
  );
}

/** Nothing of what is closed is made: some schemas contain themselves. */
const Nested = ({ title, isOpen, children }: { title: ReactNode; isOpen: boolean; children: ReactNode }) => (
  <details open={isOpen}>
    <summary>{title}</summary>
    <div className="nested">{children}</div>
  </details>
);

const typeNames: Readonly<Record<string, string>> = {
  object: '对象',
  array: '列表',
  string: '文本',
  integer: '整数',
  number: '数',
  boolean: '是否',
  null: '空',
};

const range = (from: number | undefined, to: number | undefined, unit: string): string | undefined => {
  // Bounds of every number of the language say nothing.
  const [low, high] = [from, to].map((one) =>
    one !== undefined && Math.abs(one) < Number.MAX_SAFE_INTEGER ? one : undefined,
  );
  if (low === undefined && high === undefined) return undefined;
  return `${low ?? '…'}–${high ?? '…'}${unit}`;
};

/** `文本，date，1–100 字`. */
export function formOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(' | ');
  return [
    [schema.type ?? []]
      .flat()
      .map((type) => typeNames[type] ?? type)
      .join('或者') || '任意',
    schema.format,
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' 字'),
    range(schema.minItems, schema.maxItems, ' 项'),
    schema.pattern && schema.pattern.length <= 60 && `格式 ${schema.pattern}`,
  ]
    .filter(Boolean)
    .join('，');
}
