import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { useLeaveQuestion } from './leave-question.ts';

/** A control with its words above it. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

/** One line of text, a day or a number, with its words above it. */
export const TextField = ({
  label,
  onChange,
  ...input
}: { label: string; value: string; onChange(value: string): void } & Omit<
  ComponentProps<'input'>,
  'id' | 'value' | 'onChange'
>) => (
  <Field label={label}>
    {(id) => <input id={id} className="input" {...input} onChange={({ target }) => onChange(target.value)} />}
  </Field>
);

export function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value | '';
  options: readonly (readonly [Value | '', string])[];
  onChange(value: Value | ''): void;
}) {
  return (
    <Field label={label}>
      {(id) => (
        <select
          id={id}
          className="input"
          value={value}
          onChange={({ target }) => onChange(target.value as Value | '')}
        >
          {options.map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Why something is done. It is kept with the decision. */
export function Reason({
  label = '理由（必填，随决定留存）',
  value,
  isRequired = true,
  isFocused = false,
  most = 500,
  onChange,
}: {
  label?: string;
  value: string;
  isRequired?: boolean;
  /** It appeared because somebody asked for it, who types next. */
  isFocused?: boolean;
  /** Characters. */
  most?: number;
  onChange(value: string): void;
}) {
  const [isTyped, setTyped] = useState(false);
  useLeaveQuestion(isTyped && value !== '');
  return (
    <Field label={label}>
      {(id) => (
        <textarea
          id={id}
          className="input"
          ref={isFocused ? focusOnce : undefined}
          maxLength={most}
          required={isRequired}
          rows={2}
          value={value}
          onChange={({ target }) => {
            setTyped(true);
            onChange(target.value);
          }}
        />
      )}
    </Field>
  );
}

const focusOnce = (field: HTMLTextAreaElement | null): void => field?.focus();
