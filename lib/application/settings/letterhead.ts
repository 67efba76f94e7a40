import * as z from 'zod';
import { prefectureBureauOf } from '../../regulation/bureaus.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import type { Day } from '../../shared/day.ts';
import { parsedSetting } from './parsed-setting.ts';

/** A bureau as notices print it. */
export interface Bureau {
  readonly name: string;
  /** 经办人电话. Unknown: annex 5 cannot be issued. */
  readonly phone?: string | undefined;
  /** Where `NOTICE_BUREAUS` has, or lacks, its entry. */
  readonly division: string;
}

/** The bureau of a subject's division on a day. */
export type Letterhead = (division: string | undefined, on: Day) => Bureau;

const printed = z.string().trim().min(1).max(60);
/** By division: the region, a prefecture, or a county that acts for itself. */
const bureaus = z.record(
  z.string().regex(/^54(?:\d{2}|\d{4})?$/),
  z.strictObject({ name: printed.exactOptional(), phone: printed.exactOptional() }),
);

const defaultName = '西藏自治区医疗保障局';
const region = '54';

/**
 * Who issues notices: the bureau of the subject's prefecture. `NOTICE_BUREAUS` gives names and telephones by division, a
 * county before its prefecture; names of prefectures are shipped (`lib/regulation/bureaus.ts`). Where the prefecture is
 * not known it is the region: its entry `54`, else `NOTICE_BUREAU`. `NOTICE_PHONE` is for those without a telephone.
 * @throws Fault `setting-missing` that names the faulty field
 */
export function letterheadOf(runtime: Pick<Runtime, 'env'>): Letterhead {
  const given = parsedSetting(runtime, 'NOTICE_BUREAUS', { schema: bureaus });
  const phone = runtime.env['NOTICE_PHONE'] || undefined;
  const regional: Bureau = {
    division: region,
    name: given[region]?.name ?? (runtime.env['NOTICE_BUREAU'] || defaultName),
    phone: given[region]?.phone ?? phone,
  };
  return (division = '', on) => {
    const [county, prefecture] = [division.slice(0, 6), division.slice(0, 4)];
    const shipped = prefectureBureauOf(division, on);
    const name = given[county]?.name ?? given[prefecture]?.name ?? shipped?.name;
    if (!name) return regional;
    const named = given[county]?.name ? county : prefecture;
    return { division: named, name, phone: given[county]?.phone ?? given[prefecture]?.phone ?? phone };
  };
}
