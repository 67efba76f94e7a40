import type { Source } from '../shared/source.ts';
import type { SourceSettings } from './feed.ts';

/** The settings of a source unless something else was agreed. */
const defaultSettings: SourceSettings = {
  amountUnit: 'yuan',
  amountLimitCny: 10_000_000,
  penaltyKinds: {},
  usage: 'public',
  snapshotBounds: { shrinks: 0.2, grows: 0.5 },
  expectedIntervalDays: 35,
};

/** 双公示 (docs/formats.md 6.2): amounts are in 万元 also where a column names no unit. New decisions come every week. */
const penaltySettings: Partial<SourceSettings> = { amountUnit: 'wan', expectedIntervalDays: 10 };

/** What was agreed with each authority. It stands apart from the feeds, because who asks for it reads no file. */
const agreed: Readonly<Partial<Record<Source, Partial<SourceSettings>>>> = {
  'market-supervision': penaltySettings,
  'health-commission': penaltySettings,
  /** The list changes daily and is sent weekly. */
  court: { expectedIntervalDays: 7 },
  'discipline-inspection': { usage: 'restricted', expectedIntervalDays: 100 },
};

/** The settings of a source, before what a deployment overrides. */
export const agreedSettingsOf = (source: Source): SourceSettings => ({
  ...defaultSettings,
  ...agreed[source],
});
