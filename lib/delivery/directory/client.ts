import * as z from 'zod';
import { err, ok, type Result } from '../../shared/result.ts';
import { postJson, type ReceiverFailure } from '../post-json.ts';
import type { DirectoryRow, DirectorySettings } from './message.ts';

/**
 * Why the directory did not accept a row. `stale`: it has a newer version. `permanent`: it will never accept the row.
 */
export interface RowRefusal {
  readonly code: string;
  readonly message: string;
  readonly stale: boolean;
  readonly permanent: boolean;
}

export type DirectoryOutcome =
  | { readonly kind: 'answered'; readonly rejected: ReadonlyMap<string, RowRefusal> }
  | ReceiverFailure;

export interface DirectoryClient {
  /** Reports a batch. The answer contains a receipt for each row. */
  report(rows: readonly DirectoryRow[]): Promise<DirectoryOutcome>;
  /** The rows that the directory has, by record id and page. */
  readBack(options: {
    after?: string;
    limit: number;
  }): Promise<Result<{ rows: ListedRow[]; next?: string }, ReceiverFailure>>;
}

/** A row as the directory shows it: its columns beside id and version are those that it chooses to show. */
export interface ListedRow extends Readonly<Record<string, unknown>> {
  readonly recordId: string;
  readonly version: number;
}

const text = z.union([z.string(), z.number()]).transform(String);
const receipt = z.object({
  failSize: z.number(),
  errorCode: text.nullish(),
  errorJsonList: z
    .array(z.object({ recordId: z.string(), errorCode: text.nullish(), errorMsg: z.string().nullish() }))
    .nullish(),
});
const page = z.object({
  rows: z.array(z.looseObject({ recordId: z.string(), version: z.number() })),
  next: z.string().nullish(),
});

/** Refusal codes of a row. 4090: an older version. 4xxx and 6xxx: the row itself is at fault, and no retry helps. */
const staleCode = '4090';
const isPermanent = (code: string): boolean => /^(4|6)\d{3}$/.test(code);

/** Client of the directory's report service (docs/formats.md 11.1). `headers` is asked for each request. */
export function createDirectoryClient(
  baseUrl: string,
  settings: DirectorySettings,
  headers: () => Readonly<Record<string, string>> = () => ({}),
): DirectoryClient {
  const { tableCode, departmentCode, tableVersionId, timeoutSeconds } = settings;
  const url = baseUrl.replace(/\/$/, '');
  const options = () => ({ headers: headers(), timeoutSeconds });
  return {
    async report(rows) {
      const body = { tableCode, departmentCode, tableVersionId, body: rows };
      const answer = await postJson(`${url}/report`, body, options());
      if (answer.kind !== 'answered') return answer;
      const parsed = receipt.safeParse(answer.json);
      if (!parsed.success) return { kind: 'unknown', reason: 'unreadable-receipt' };
      const { failSize, errorCode, errorJsonList } = parsed.data;
      const listed = errorJsonList ?? [];
      if (listed.length === 0 && failSize > 0) {
        return { kind: 'unreachable', reason: `batch-refused-${errorCode ?? 'without-code'}` };
      }
      return { kind: 'answered', rejected: new Map(listed.map((row) => [row.recordId, refusalOf(row)])) };
    },
    async readBack({ after, limit }) {
      const answer = await postJson(`${url}/query`, { tableCode, after: after ?? null, limit }, options());
      if (answer.kind !== 'answered') return err(answer);
      const parsed = page.safeParse(answer.json);
      if (!parsed.success) return err({ kind: 'unreachable', reason: 'unreadable-page' });
      const { rows, next } = parsed.data;
      return ok({ rows, ...(next && { next }) });
    },
  };
}

function refusalOf(row: {
  errorCode?: string | null | undefined;
  errorMsg?: string | null | undefined;
}): RowRefusal {
  const code = row.errorCode ?? 'without-code';
  return {
    code,
    message: row.errorMsg ?? '',
    stale: code === staleCode,
    permanent: isPermanent(code),
  };
}
