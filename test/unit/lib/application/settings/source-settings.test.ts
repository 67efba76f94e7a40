import { describe, expect, it } from 'vitest';
import { rhythmsOf, sourceSettingsOf } from '../../../../../lib/application/settings/source-settings.ts';
import { quietSince } from '../../../../../lib/feeds/arrival.ts';

const withSettings = (settings: unknown) => ({ env: { SOURCE_SETTINGS: JSON.stringify(settings) } });

describe('settings of a source', () => {
  it('are those of its feed where the deployment says nothing', () => {
    expect(sourceSettingsOf({ env: {} })).toEqual({});
    const rhythms = rhythmsOf(withSettings({ court: { rhythmDays: 7 } }));
    expect([rhythms.get('court'), rhythms.get('registry')]).toEqual([7, 35]);
  });

  it.each([
    ['a source that does not exist', { nobody: {} }],
    ['a setting that does not exist', { court: { rythmDays: 7 } }],
    ['a rhythm of nothing', { court: { rhythmDays: 0 } }],
    ['a unit nobody agreed on', { court: { amountUnit: 'jiao' } }],
    ['bounds that lack one side', { court: { snapshotBounds: { shrinks: 0.1 } } }],
  ])('are refused for %s, and the refusal names the setting', (_, settings) => {
    expect(() => sourceSettingsOf(withSettings(settings))).toThrow(/SOURCE_SETTINGS is not understood/);
  });
});

it('a source is quiet once its rhythm is over, and not on the last day of it', () => {
  const arrival = { at: '2026-06-01T00:00:00.000Z' };
  expect(quietSince(arrival, 7, new Date('2026-06-08T00:00:00Z'))).toBeUndefined();
  expect(quietSince(arrival, 7, new Date('2026-06-08T00:00:01Z'))).toBe('2026-06-08T00:00:00.000Z');
});
