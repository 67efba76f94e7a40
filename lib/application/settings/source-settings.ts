import * as z from 'zod';
import { penaltyKinds } from '../../../schemas/record.ts';
import type { SourceSettings } from '../../feeds/feed.ts';
import { agreedSettingsOf } from '../../feeds/settings.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { type Source, sources } from '../../shared/source.ts';
import { parsedSetting } from './parsed-setting.ts';

const settings = z.strictObject({
  amountUnit: z.enum(['yuan', 'wan']).exactOptional(),
  amountLimitCny: z.number().positive().exactOptional(),
  penaltyKinds: z.record(z.string(), z.array(z.enum(penaltyKinds)).min(1)).exactOptional(),
  usage: z.enum(['public', 'shared', 'restricted']).exactOptional(),
  snapshotBounds: z
    .strictObject({ shrinks: z.number().min(0).max(1), grows: z.number().min(0) })
    .exactOptional(),
  expectedIntervalDays: z.number().positive().max(3660).exactOptional(),
} satisfies { [Setting in keyof SourceSettings]: z.ZodType });

/** Releases before 2026-12 read the name `rhythmDays`, and deployments may still use it. */
const withFormerNames = (given: unknown): unknown => {
  if (typeof given !== 'object' || given === null || !('rhythmDays' in given)) return given;
  const { rhythmDays, ...others } = given;
  return { expectedIntervalDays: rhythmDays, ...others };
};

/** Settings by source that a deployment overrides. */
export type SettingsBySource = Partial<Record<Source, Partial<SourceSettings>>>;

const settingsBySource: z.ZodType<SettingsBySource> = z.partialRecord(
  z.enum(sources),
  z.preprocess(withFormerNames, settings),
);

/**
 * The setting `SOURCE_SETTINGS`, for example `{"court":{"expectedIntervalDays":7}}`.
 * @throws Fault `setting-missing` that names the field
 */
export const sourceSettingsOf = (runtime: Pick<Runtime, 'env'>): SettingsBySource =>
  parsedSetting(runtime, 'SOURCE_SETTINGS', { schema: settingsBySource });

/** Days without a file after which each source is quiet, with the overrides of this deployment. */
export function expectedIntervalsOf(runtime: Pick<Runtime, 'env'>): ReadonlyMap<Source, number> {
  const given = sourceSettingsOf(runtime);
  return new Map(
    sources.map((source) => [
      source,
      given[source]?.expectedIntervalDays ?? agreedSettingsOf(source).expectedIntervalDays,
    ]),
  );
}
