import { createHash } from 'node:crypto';
import { type StoreFileDeps, storeFile } from '../../lib/application/intake/open-run.ts';
import type { PullSource } from '../../lib/application/settings/pull-settings.ts';
import type { PageSummary, PullPosition, PullStore } from '../../lib/feeds/pull.ts';
import { dayOf } from '../../lib/shared/day.ts';
import { authorizationHeaders } from './authorization.ts';
import type { getPage, PageAnswer } from './get-page.ts';
import type { SeenPage } from './page-trail.ts';
import { addressOf, isPastEnd, isRepeated, type NextPosition, positionAfter } from './position.ts';
import { readPage, sha256Of } from './read-page.ts';

export interface PullPageDeps extends StoreFileDeps {
  readonly pulls: PullStore;
  readonly getPage: typeof getPage;
  /** Tokens by endpoint name. */
  readonly tokens: ReadonlyMap<string, string>;
}

export type PageOutcome =
  | {
      readonly kind: 'taken';
      readonly position: PullPosition;
      readonly hasMore: boolean;
      readonly isNew: boolean;
    }
  | Extract<PageAnswer, { kind: 'failed' }>;

const bytesAtMost = 50 * 1024 * 1024;

/**
 * Requests the page at a position and stores it unchanged as a run. The run id is recorded under a digest of the page's
 * address before the page is stored. The same page again, after a crash or because nothing is new, therefore does not
 * open a second run.
 */
export async function pullPage(
  source: PullSource,
  position: PullPosition,
  deps: PullPageDeps,
): Promise<PageOutcome> {
  const { runtime, pulls, tokens } = deps;
  const token = tokens.get(source.name);
  if (source.auth.kind !== 'none' && !token) return { kind: 'failed', reason: 'token-missing' };
  const now = runtime.clock();
  const address = addressOf(source, position);
  const digest = createHash('sha256').update(address.href).digest('base64url').slice(0, 22);
  const known = await pulls.readPage(source.name, digest);
  const answer = await deps.getPage(address, {
    headers: {
      ...authorizationHeaders(source.auth, token ?? '', { now, nonce: runtime.newId() }),
      ...(known?.isKept && known.etag && { 'if-none-match': known.etag }),
    },
    timeoutSeconds: source.timeoutSeconds,
    allowPrivateAddresses: source.allowPrivateAddresses,
    bytesAtMost,
  });
  const positionBehind = (seen: SeenPage): NextPosition =>
    positionAfter(position, seen, { today: dayOf(now), pageLimit: source.pageLimit });
  const taken = (seen: SeenPage, isNew: boolean): PageOutcome => {
    const { fault, ...next } = positionBehind(seen);
    return fault ? { kind: 'failed', reason: fault } : { kind: 'taken', ...next, isNew };
  };
  if (answer.kind === 'failed')
    return isPastEnd(position, answer.reason) ? taken({ records: 0 }, false) : answer;
  if (answer.kind === 'unchanged') return taken(known ?? {}, false);

  const { body, contentType, etag } = answer;
  const page = readPage(body, { contentType, nextPath: source.nextPath });
  if (!page.ok) return { kind: 'failed', reason: page.error };
  const { recordsDigest } = page.value;
  const isNothingNew =
    (known?.isKept && known.recordsDigest === recordsDigest) || isRepeated(position, recordsDigest);
  // Records that came on an earlier page of this list are not taken as a run of their own.
  const isRefused = positionBehind(page.value).fault === 'repeated-page';
  if (page.value.records === 0 || isNothingNew || isRefused) return taken(page.value, false);
  const sha256 = sha256Of(body);
  const runId = known && !known.isKept && known.sha256 === sha256 ? known.runId : runtime.newId();
  const note = { runId, sha256, etag, ...page.value };
  await pulls.notePage(source.name, digest, { ...note, isKept: false });
  const opening = {
    name: nameOf(source, position),
    channel: 'pull',
    isWholeList: isWholeList(source, position, page.value),
    runId,
  } as const;
  await storeFile({ ...opening, body }, senderOf(source), deps);
  await pulls.notePage(source.name, digest, { ...note, isKept: true });
  runtime.log.info('pull.kept', {
    pull: source.name,
    runId,
    bytes: body.length,
    records: page.value.records,
  });
  return taken(page.value, true);
}

const senderOf = ({ source, name }: PullSource) => ({ source, agency: `pull:${name}` });

/**
 * A list counts as whole only if it fits on one page. Of a list with several pages each page is a part, whatever the
 * setting says.
 */
const isWholeList = ({ wholeList }: PullSource, position: PullPosition, { next }: PageSummary): boolean =>
  wholeList && position.mode === 'cursor' && position.cursor === undefined && next === undefined;

/** The file name of the run. Like every sender's file name, it is stored sealed. */
const nameOf = ({ name }: PullSource, position: PullPosition): string =>
  position.mode === 'cursor'
    ? `pull-${name}-${position.cursor ?? 'start'}`
    : `pull-${name}-${position.since ?? 'start'}-${position.page}`;
