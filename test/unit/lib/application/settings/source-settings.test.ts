import { describe, expect, it } from 'vitest';
import {
  expectedIntervalsOf,
  sourceSettingsOf,
} from '../../../../../lib/application/settings/source-settings.ts';

const withSettings = (settings: unknown) => ({ env: { SOURCE_SETTINGS: JSON.stringify(settings) } });

describe('settings of a source', () => {
  it('are those of its feed where the deployment says nothing', () => {
    expect(sourceSettingsOf({ env: {} })).toEqual({});
    const intervals = expectedIntervalsOf(withSettings({ court: { expectedIntervalDays: 9 } }));
    expect([intervals.get('court'), intervals.get('registry')]).toEqual([9, 35]);
    expect(expectedIntervalsOf(withSettings({ court: { rhythmDays: 9 } })).get('court')).toBe(9);
  });

  it.each([
    ['a source that does not exist', { nobody: {} }],
    ['a setting that does not exist', { court: { rythmDays: 7 } }],
    ['an interval of no day', { court: { expectedIntervalDays: 0 } }],
    ['a unit nobody agreed on', { court: { amountUnit: 'jiao' } }],
    ['bounds that lack one side', { court: { snapshotBounds: { shrinks: 0.1 } } }],
  ])('are refused for %s, and the refusal names the setting', (_, settings) => {
    expect(() => sourceSettingsOf(withSettings(settings))).toThrow(/SOURCE_SETTINGS is not understood/);
  });
});
