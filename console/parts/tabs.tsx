/** A choice of few, side by side. */
export const Tabs = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly (readonly [Value, string])[];
  onChange(value: Value): void;
}) => (
  <fieldset className="ways row no-print">
    <legend className="visually-hidden">{label}</legend>
    {options.map(([key, words]) => (
      <button
        key={key}
        type="button"
        className={`button ${key === value ? 'chosen' : ''}`}
        aria-pressed={key === value}
        onClick={() => onChange(key)}
      >
        {words}
      </button>
    ))}
  </fieldset>
);
