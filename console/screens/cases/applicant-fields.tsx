import { Attach, type Attached } from '../../parts/attach.tsx';
import { Choice, TextField } from '../../parts/field.tsx';
import { NumberField, SchemeChoice, type Subject } from '../../parts/subject-fields.tsx';
import { type Applicant, capacityNames } from '../../words/cases.ts';

/** Who applies. The subject itself has the number of the subject. */
export interface ApplicantForm {
  readonly capacity: Applicant['capacity'];
  readonly name: string;
  readonly scheme: Applicant['scheme'];
  readonly id: string;
  readonly contact: string;
  readonly authorisation: readonly Attached[];
}

export const noApplicant: ApplicantForm = {
  capacity: 'self',
  name: '',
  scheme: 'resident-id',
  id: '',
  contact: '',
  authorisation: [],
};

/** The applicant of a request; undefined while something is missing. */
export function applicantOf(
  form: ApplicantForm,
  subject: Pick<Subject, 'scheme' | 'id'>,
): Applicant | undefined {
  const { capacity, name, contact, authorisation } = form;
  const { scheme, id } = capacity === 'self' ? subject : form;
  if (!name.trim() || !id.trim()) return undefined;
  if (capacity === 'agent' && !authorisation[0]) return undefined;
  return {
    capacity,
    name: name.trim(),
    scheme,
    id: id.trim(),
    ...(contact.trim() && { contact: contact.trim() }),
    ...(authorisation[0] && capacity === 'agent' && { authorisation: authorisation[0].id }),
  };
}

export const ApplicantFields = ({
  form,
  isNumberAsked,
  onChange,
}: {
  form: ApplicantForm;
  /** Also where the subject itself applies. */
  isNumberAsked?: boolean;
  onChange(form: ApplicantForm): void;
}) => (
  <div className="form-fields">
    <Choice<Applicant['capacity']>
      label="申请人"
      value={form.capacity}
      options={Object.entries(capacityNames) as [Applicant['capacity'], string][]}
      onChange={(capacity) => capacity !== '' && onChange({ ...form, capacity })}
    />
    <Line label="申请人姓名（名称）" value={form.name} onChange={(name) => onChange({ ...form, name })} />
    {(isNumberAsked || form.capacity !== 'self') && (
      <>
        <SchemeChoice
          label="申请人号码种类"
          value={form.scheme}
          onChange={(scheme) => onChange({ ...form, scheme })}
        />
        <NumberField label="申请人号码" value={form.id} onChange={(id) => onChange({ ...form, id })} />
      </>
    )}
    <Line
      label="联系方式（可不填）"
      value={form.contact}
      onChange={(contact) => onChange({ ...form, contact })}
    />
    {form.capacity === 'agent' && (
      <Attach
        label="授权委托书"
        most={1}
        attached={form.authorisation}
        onChange={(authorisation) => onChange({ ...form, authorisation })}
      />
    )}
  </div>
);

const Line = ({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
}) => <TextField label={label} maxLength={200} autoComplete="off" value={value} onChange={onChange} />;
