import type { AnswerOf } from '../../../schemas/operations/calls.ts';
import type { CursorStore } from './cursor.ts';
import type { Transport } from './transport.ts';

const route = 'GET /v1/grades/changes';

/** A page of changed grades, with the receipt of this disclosure. */
export type ChangesPage = AnswerOf<typeof route>;

export interface ChangesOptions {
  /** Continues from what it keeps, and saves a page's cursor once the consumer asks for the next page. */
  readonly cursor?: CursorStore;
  /** The `next` of an earlier page, where no store is used. */
  readonly after?: string;
  /** Changes a page, 1 to 1000 (1000). */
  readonly limit?: number;
  /** At the end, asks again after so many milliseconds, for ever; without it the iteration ends there. */
  readonly pollEvery?: number;
  readonly signal?: AbortSignal;
}

/**
 * The change feed by pages, oldest first. A page whose handling failed or was broken off comes again at the next start
 * (at least once); a repeated change has the same `changeId`. Pages without changes are not handed out.
 */
export async function* changesOf(
  transport: Transport,
  { cursor, after: from, limit = 1000, pollEvery, signal }: ChangesOptions = {},
): AsyncGenerator<ChangesPage, void, undefined> {
  let after = from ?? (await cursor?.load());
  for (;;) {
    const query = { ...(after !== undefined && { after }), limit };
    const response = await transport.send(route, { query }, { signal });
    const page = (await response.json()) as ChangesPage;
    if (page.changes.length > 0) {
      yield page;
      after = page.next;
      await cursor?.save(page.next);
    } else if (pollEvery === undefined) return;
    else await transport.sleep(pollEvery, signal);
  }
}
