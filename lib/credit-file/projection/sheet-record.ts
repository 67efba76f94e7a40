import type { Category } from '../../shared/category.ts';
import type { Day } from '../../shared/day.ts';
import { canonicalJson, digestOf } from '../facts/identity.ts';
import type { EvaluatedBody } from './evaluate-file.ts';
import { coreDigestOf, sheetHash } from './sheet-body.ts';

/** An immutable score sheet of a file, as of one version. Its body names the previous sheet, so sheets form a chain. */
export interface SheetRecord {
  readonly category: Category;
  readonly version: number;
  readonly hash: string;
  /** Canonical JSON of a `SheetBody`. */
  readonly body: string;
}

/** The next sheet of a file; undefined if its content equals that of the sheet `previous` (a hash). */
export function nextSheet(
  body: EvaluatedBody,
  {
    previous,
    version,
    category,
    today,
  }: { previous: string | undefined; version: number; category: Category; today: Day },
): SheetRecord | undefined {
  if (digestOf(body.core) === coreDigestOf(previous)) return undefined;
  const text = canonicalJson({
    version,
    previous: previous ?? null,
    evaluatedOn: today,
    state: body.gradeInForce.state,
    ...body.core,
  });
  return { category, version, hash: sheetHash(version, body.core, text), body: text };
}
