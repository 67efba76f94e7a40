import { createHash } from 'node:crypto';
import type { PageSummary } from '../../lib/feeds/pull.ts';
import { err, ok, type Result } from '../../lib/shared/result.ts';

/** Why an answer is not a page of records as agreed with the authority. */
export type PageFault = 'not-json' | 'unknown-shape' | 'unknown-cursor';

const longestCursor = 1000;
/** An XML document whose root element has no content. */
const emptyXml = /^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?<[^\s<>/!?]+[^<>]*(?:\/>|>\s*<\/[^<>]+>)\s*$/;

export interface Page extends PageSummary {
  /** Equal for pages with equal records, regardless of the envelope around them. */
  readonly recordsDigest: string;
}

/**
 * Reads the envelope of a page: `{"records":[…],"next":…}`, an array of records, or any other file. Other files are
 * understood later by the reader of feeds.
 */
export function readPage(
  body: Uint8Array,
  { contentType, nextPath }: { contentType: string; nextPath: string },
): Result<Page, PageFault> {
  const asFile = { recordsDigest: sha256Of(body) };
  if (body.length === 0) return ok({ ...asFile, records: 0 });
  const json = jsonOf(body);
  const isNamedJson = /^application\/(json|[\w.-]+\+json)\b/i.test(contentType);
  if (json === undefined && emptyXml.test(new TextDecoder().decode(body.subarray(0, 1000))))
    return ok({ ...asFile, records: 0 });
  if (json === undefined) return isNamedJson ? err('not-json') : ok(asFile);
  if (Array.isArray(json)) return ok({ ...asFile, records: json.length });
  const records = (json as { records?: unknown }).records;
  if (!Array.isArray(records)) return isNamedJson ? err('unknown-shape') : ok(asFile);
  const next = cursorAt(json, nextPath);
  const recordsDigest = sha256Of(JSON.stringify(records));
  return next.ok ? ok({ recordsDigest, records: records.length, next: next.value }) : next;
}

export const sha256Of = (content: Uint8Array | string): string =>
  createHash('sha256').update(content).digest('hex');

/**
 * Numbers beyond the precision of a float keep the text as written, for example a cursor or an identifier of 19 digits.
 */
const withAllDigits = (_: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? context?.source : value;

/** Only text that begins like a list or an object is JSON. A CSV file that contains one number is not. */
function jsonOf(body: Uint8Array): object | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return /^\s*[[{]/.test(text) ? (JSON.parse(text, withAllDigits) as object) : undefined;
  } catch {
    return undefined;
  }
}

/** The next cursor. Absent, null, false and empty text all mean that there is no further page. */
function cursorAt(json: unknown, path: string): Result<string | undefined, PageFault> {
  const found = path
    .split('.')
    .reduce((inner, key) => (inner as Record<string, unknown> | null | undefined)?.[key], json);
  if (found === undefined || found === null || found === false || found === '') return ok(undefined);
  const isCursor = typeof found === 'string' || typeof found === 'number' || found === true;
  const cursor = String(found);
  return isCursor && cursor.length <= longestCursor ? ok(cursor) : err('unknown-cursor');
}
