import { useState } from 'react';
import { TextField } from '../../parts/field.tsx';
import { type Fields, isKeepable } from '../../session/drafts.ts';

interface CorrectedValue {
  readonly indicator: string;
  readonly value: string;
}

/** As a draft has them: the value by the code of its indicator. */
export const fieldsOf = (values: readonly CorrectedValue[]): Fields =>
  Object.fromEntries(
    values.flatMap(({ indicator, value }) =>
      /^[a-z.-]{1,60}$/.test(indicator) && isKeepable(value) ? [[indicator, value]] : [],
    ),
  );

export const correctionsOf = (fields: Fields): readonly CorrectedValue[] | undefined =>
  Object.keys(fields).length === 0
    ? undefined
    : Object.entries(fields).map(([indicator, value]) => ({ indicator, value }));

const isDecimal = (text: string): boolean => /^-?\d{1,12}(\.\d{1,6})?$/.test(text);

/** Measured values of the contested year as they are right. */
export function Corrections({
  values,
  onChange,
}: {
  values: readonly CorrectedValue[];
  onChange(values: readonly CorrectedValue[]): void;
}) {
  const [indicator, setIndicator] = useState('');
  const [value, setValue] = useState('');
  const isWhole = indicator.trim() !== '' && isDecimal(value.trim());
  return (
    <fieldset className="choices">
      <legend>更正的指标值（可不填）</legend>
      {values.map((one) => (
        <p key={one.indicator} className="row">
          {one.indicator} 应为 {one.value}
          <button
            type="button"
            className="button small"
            onClick={() => onChange(values.filter((other) => other !== one))}
          >
            移除
          </button>
        </p>
      ))}
      <div className="form-fields">
        <TextField label="指标代码" className="input mono" value={indicator} onChange={setIndicator} />
        <TextField
          label="正确的值"
          className="input mono"
          inputMode="decimal"
          value={value}
          onChange={setValue}
        />
        <button
          type="button"
          className="button"
          disabled={!isWhole}
          onClick={() => {
            const added = { indicator: indicator.trim(), value: value.trim() };
            onChange([...values.filter((one) => one.indicator !== added.indicator), added]);
            setIndicator('');
            setValue('');
          }}
        >
          加入
        </button>
      </div>
    </fieldset>
  );
}
