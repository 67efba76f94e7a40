import type { ClipboardEventHandler } from 'react';
import type { InputOf } from '../api/operation-types.ts';
import { categoryNames, schemeNames } from '../words/codes.ts';
import { Choice, TextField } from './field.tsx';

export type Subject = Pick<InputOf<'POST /v1/files/query'>['body'], 'category' | 'scheme' | 'id'>;
type Scheme = Subject['scheme'];
type Category = Subject['category'];

const pairs = <Key extends string>(names: Readonly<Record<Key, string>>) =>
  Object.entries(names) as [Key, string][];

const institutions: ReadonlySet<string> = new Set([
  'medical-institution',
  'pharmacy',
  'employer',
  'third-party',
]);

export const schemeOf = (category: Category): Scheme => (institutions.has(category) ? 'uscc' : 'resident-id');

export const noSubject: Subject = { category: 'medical-institution', scheme: 'uscc', id: '' };

/** Whose file. The number stays on this page: it is in no address and no storage. */
export const SubjectFields = ({
  subject,
  onChange,
  onPaste,
}: {
  subject: Subject;
  onChange(subject: Subject): void;
  /** Into the field of the number. */
  onPaste?: ClipboardEventHandler<HTMLInputElement>;
}) => (
  <>
    <Choice
      label="主体类别"
      value={subject.category}
      options={pairs(categoryNames)}
      onChange={(category) =>
        category !== '' && onChange({ ...subject, category, scheme: schemeOf(category) })
      }
    />
    <SchemeChoice value={subject.scheme} onChange={(scheme) => onChange({ ...subject, scheme })} />
    <NumberField
      value={subject.id}
      onChange={(id) => onChange({ ...subject, id })}
      {...(onPaste && { onPaste })}
    />
  </>
);

export const SchemeChoice = ({
  label = '号码种类',
  value,
  onChange,
}: {
  label?: string;
  value: Scheme;
  onChange(scheme: Scheme): void;
}) => (
  <Choice<Scheme>
    label={label}
    value={value}
    options={pairs(schemeNames)}
    onChange={(next) => next !== '' && onChange(next)}
  />
);

export const NumberField = ({
  label = '号码',
  value,
  onChange,
  onPaste,
}: {
  label?: string;
  value: string;
  onChange(id: string): void;
  onPaste?: ClipboardEventHandler<HTMLInputElement>;
}) => (
  <TextField
    label={label}
    className="input mono"
    required
    maxLength={60}
    spellCheck={false}
    autoComplete="off"
    value={value}
    onChange={onChange}
    onPaste={onPaste}
  />
);
