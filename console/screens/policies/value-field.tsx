import { Choice, Field, TextField } from '../../parts/field.tsx';
import { documentsOf, type LegalDocument, type Parameter, policyValueText } from '../../words/policies.ts';

const blank: LegalDocument = { number: '', from: '', title: '' };

/** The control of a parameter's value, by its bounds. A list of documents is kept as JSON, like every value as text. */
export function ValueField({
  bounds,
  value,
  onChange,
}: {
  bounds: Parameter['bounds'];
  value: string;
  onChange(value: string): void;
}) {
  if (bounds.listOf) return <Documents value={value} onChange={onChange} />;
  if (bounds.oneOf)
    return (
      <Choice
        label="新值"
        value={value}
        options={bounds.oneOf.map((one) => [one, policyValueText(one)] as const)}
        onChange={onChange}
      />
    );
  return (
    <TextField
      label={bounds.from === undefined ? '新值' : `新值（${bounds.from} 至 ${bounds.to}）`}
      required
      autoComplete="off"
      maxLength={500}
      inputMode={bounds.from === undefined ? 'text' : 'decimal'}
      value={value}
      onChange={onChange}
    />
  );
}

const columns = [
  ['number', '文号', 'text'],
  ['title', '标题', 'text'],
  ['from', '施行日', 'date'],
  ['to', '失效日（可不填）', 'date'],
] as const;

function Documents({ value, onChange }: { value: string; onChange(value: string): void }) {
  const documents = documentsOf(value) ?? [];
  const put = (next: readonly LegalDocument[]) => onChange(JSON.stringify(next));
  return (
    <div className="stack">
      {documents.map((document, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a form have no other identity
        <div key={index} className="row">
          {columns.map(([name, label, type]) => (
            <Field key={name} label={label}>
              {(id) => (
                <input
                  id={id}
                  type={type}
                  className="input"
                  value={document[name] ?? ''}
                  onChange={({ target }) =>
                    put(documents.map((one, at) => (at === index ? changed(one, name, target.value) : one)))
                  }
                />
              )}
            </Field>
          ))}
          <button
            type="button"
            className="button small"
            aria-label={`移除第 ${index + 1} 份文件`}
            onClick={() => put(documents.filter((_, at) => at !== index))}
          >
            移除
          </button>
        </div>
      ))}
      <div>
        <button type="button" className="button small" onClick={() => put([...documents, blank])}>
          增加一份文件
        </button>
      </div>
    </div>
  );
}

function changed(document: LegalDocument, name: keyof LegalDocument, value: string): LegalDocument {
  const { to: _, ...without } = document;
  return name === 'to' && value === '' ? without : { ...document, [name]: value };
}
