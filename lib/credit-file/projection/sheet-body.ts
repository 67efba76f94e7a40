import { canonicalJson, digestOf, digestOfText } from '../facts/identity.ts';
import type { Scorer, ScoringInput, Sheet } from './scorer.ts';

/** What an immutable score sheet holds: the result, and what it was worked out from. Kept as canonical JSON. */
export interface SheetBody {
  readonly version: number;
  /** The sheet before it. */
  readonly previous: string | null;
  readonly evaluatedOn: string;
  readonly state: 'interim' | 'published';
  readonly sheet: Sheet;
  /** Absent in sheets of earlier releases. */
  readonly input?: ScoringInput | undefined;
  /** The result published last, where an open cycle stands worse. */
  readonly publishedSheet?: Sheet | undefined;
  readonly publishedInput?: ScoringInput | undefined;
  readonly [more: string]: unknown;
}

/** `<version>.<digest of what it says>.<digest of the body>` */
export const sheetHash = (version: number, core: unknown, text: string): string =>
  `${version}.${digestOf(core)}.${digestOfText(text)}`;

/** The part of a hash that tells whether two sheets say the same. */
export const coreDigestOf = (hash: string | undefined): string | undefined => hash?.split('.')[1];

/**
 * Whether a sheet that was kept and one projected again say the same of a file. Sheets of the first two releases do not say
 * what they were worked out from (`input`): of these the rest is compared.
 */
export function saysTheSame(
  kept: { hash: string; body: SheetBody },
  projected: { hash: string; body: string } | undefined,
): boolean {
  if (!projected) return false;
  if (kept.body.input !== undefined) return coreDigestOf(projected.hash) === coreDigestOf(kept.hash);
  return withoutInput(kept.body) === withoutInput(JSON.parse(projected.body) as SheetBody);
}

/** What a sheet says of its file, without its place in the chain. */
function withoutInput(body: SheetBody): string {
  const { version: _v, previous: _p, evaluatedOn: _e, input: _i, publishedInput: _pi, ...said } = body;
  return canonicalJson(said);
}

/**
 * The text of a sheet as it comes out when its scores are worked out again, by the version of the table it names: equal
 * to the byte, or it was not worked out like that. Undefined where it does not say from what.
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
