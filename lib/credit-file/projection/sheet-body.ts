import { canonicalJson, digestOf, digestOfText } from '../facts/identity.ts';
import type { Scorer, ScoringInput, Sheet } from './scorer.ts';

/** An immutable score sheet: the result, and the input it was scored from. Stored as canonical JSON. */
export interface SheetBody {
  readonly version: number;
  /** Hash of the previous sheet. */
  readonly previous: string | null;
  readonly evaluatedOn: string;
  readonly state: 'interim' | 'published';
  readonly sheet: Sheet;
  /** Absent in sheets of earlier releases. */
  readonly input?: ScoringInput | undefined;
  /** The last published result, if an open cycle is worse. */
  readonly publishedSheet?: Sheet | undefined;
  readonly publishedInput?: ScoringInput | undefined;
  /** How many decisions are given as sums, and the commitment to them (`folding/day-book.ts`). */
  readonly summed?: { readonly documents: number; readonly commitment: string } | undefined;
  readonly [more: string]: unknown;
}

/** Whether a sheet gives many decisions as sums. Sheets of earlier releases name each. */
export const isSummed = ({ summed }: SheetBody): boolean => summed !== undefined;

/** The hash of a sheet: `<version>.<digest of the content>.<digest of the body>`. */
export const sheetHash = (version: number, core: unknown, text: string): string =>
  `${version}.${digestOf(core)}.${digestOfText(text)}`;

/** The content digest in a hash: equal for two sheets with the same content. */
export const coreDigestOf = (hash: string | undefined): string | undefined => hash?.split('.')[1];

/**
 * Whether a stored sheet and one projected again have the same content. Sheets of the first two releases contain no
 * `input`; for them the rest is compared. Earlier releases suspended from the day of the decision and did not name what
 * a suspension rests on; in their sheets everything else is compared.
 */
export function saysTheSame(
  kept: { hash: string; body: SheetBody },
  projected: { hash: string; body: string } | undefined,
): boolean {
  if (!projected) return false;
  if (kept.body.input !== undefined && coreDigestOf(projected.hash) === coreDigestOf(kept.hash)) return true;
  const again = JSON.parse(projected.body) as SheetBody;
  const isSuspendedByEarlierRule =
    kept.body['suspendedFor'] === undefined &&
    (again['suspendedFor'] !== undefined || isSuspended(kept.body));
  const omits: Omitted = { input: kept.body.input === undefined, suspension: isSuspendedByEarlierRule };
  if (!omits.input && !omits.suspension) return false;
  return without(omits, kept.body) === without(omits, again);
}

interface Omitted {
  readonly input: boolean;
  readonly suspension: boolean;
}

const isSuspended = ({ sanctions = [] }: SheetBody): boolean =>
  (sanctions as readonly { kind: string }[]).some(({ kind }) => kind === 'settlement-suspension');

/** The content of a sheet without its place in the chain, and without what is left out. */
function without(omits: Omitted, body: SheetBody): string {
  const { version: _v, previous: _p, evaluatedOn: _e, input, publishedInput, ...rest } = body;
  const { sanctions, suspendedFor, ...said } = rest;
  return canonicalJson({
    ...said,
    ...(!omits.input && { input, publishedInput }),
    ...(!omits.suspension && { sanctions, suspendedFor }),
  });
}

/**
 * The text of a sheet after its scores are computed again, by the table version that it names. Equal bytes show that
 * it was computed that way. Undefined for a sheet without `input`.
 */
export function rebuiltSheet(body: SheetBody, scorer: Scorer): string | undefined {
  const { input, publishedInput, publishedSheet } = body;
  if (!input) return undefined;
  return canonicalJson({
    ...body,
    sheet: scoredAgain(input, body.sheet, {
      scorer,
      mode: body.state === 'published' ? 'annual' : 'interim',
    }),
    ...(publishedInput &&
      publishedSheet && {
        publishedSheet: scoredAgain(publishedInput, publishedSheet, { scorer, mode: 'annual' }),
      }),
  });
}

function scoredAgain(
  input: ScoringInput,
  { table }: Sheet,
  { scorer, mode }: { scorer: Scorer; mode: 'interim' | 'annual' },
): Sheet | { error: string } {
  const scored = scorer({ ...input, tableVersion: table.version }, { mode });
  return scored.ok ? scored.value : { error: scored.error.code };
}
