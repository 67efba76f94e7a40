import type { SourceSettings } from './feed.ts';

/** The settings of a source unless something else was agreed. */
export const defaultSettings: SourceSettings = {
  amountUnit: 'yuan',
  amountLimitCny: 10_000_000,
  penaltyKinds: {},
  usage: 'public',
  snapshotBounds: { shrinks: 0.2, grows: 0.5 },
  expectedIntervalDays: 35,
};

/** 双公示 (docs/formats.md 6.2): amounts are in 万元 also where a column names no unit. New decisions come every week. */
export const penaltySettings: SourceSettings = {
  ...defaultSettings,
  amountUnit: 'wan',
  expectedIntervalDays: 10,
};
