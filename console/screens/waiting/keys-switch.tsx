import { keepKeysOn } from './keys.ts';

/** Switches the keys of a screen on and off, for this browser. */
export const KeysSwitch = ({ isOn, onChange }: { isOn: boolean; onChange(isOn: boolean): void }) => (
  <label className="row">
    <input
      type="checkbox"
      checked={isOn}
      onChange={({ target }) => {
        keepKeysOn(target.checked);
        onChange(target.checked);
      }}
    />
    快捷键
  </label>
);
