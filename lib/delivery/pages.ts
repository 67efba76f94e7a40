import { err, type Result } from '../shared/result.ts';
import { type Trail, trailTo } from '../shared/trail.ts';
import type { ReceiverFailure } from './post-json.ts';

/** Pages of one list: ten million records of the directory. */
const pagesAtMost = 20_000;

/**
 * The pages of a receiver's list, one after the other. The list fails as `repeated-cursor` when its cursors lead in a
 * circle, as `endless-list` after too many pages, and as `slow-list` when the time is over.
 */
export async function* pagesOf<Page extends { readonly next?: string }>(
  ask: (after?: string) => Promise<Result<Page, ReceiverFailure>>,
  { clock, secondsAtMost }: { clock: () => Date; secondsAtMost: number },
): AsyncGenerator<Result<Page, ReceiverFailure>> {
  const latest = clock().getTime() + secondsAtMost * 1000;
  let trail: Trail | undefined;
  let after: string | undefined;
  do {
    const page = await ask(after);
    yield page;
    if (!page.ok) return;
    after = page.value.next;
    if (after === undefined) return;
    trail = trailTo(after, trail);
    if (!trail) return yield failed('repeated-cursor');
    if (trail.count >= pagesAtMost) return yield failed('endless-list');
    if (clock().getTime() > latest) return yield failed('slow-list');
  } while (after);
}

const failed = (reason: string) => err({ kind: 'unreachable', reason } as const);
