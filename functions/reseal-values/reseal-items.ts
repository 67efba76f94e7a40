import { createHash } from 'node:crypto';
import { type Found, nothingFound, sumOf } from '../../lib/rotation/rotation.ts';
import type { Bucket } from '../../lib/runtime/bucket.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import { keyNumberOf, type Vault } from '../../lib/runtime/vault.ts';
import { Fault } from '../../lib/shared/fault.ts';
import { attachmentOf, type Reseal, resealItem } from '../../lib/store/sealed-places.ts';
import type { Item, Table } from '../../lib/store/table.ts';

export interface ResealDeps {
  readonly runtime: Pick<Runtime, 'log' | 'metrics'>;
  readonly table: Pick<Table, 'get' | 'update'>;
  /** The bucket that contains attachments. */
  readonly bucket: Pick<Bucket, 'read' | 'put'>;
  readonly vault: Vault;
  /** The number of the data key that seals everything from now on. */
  readonly number: number;
}

/** Items processed in parallel, and the number of attempts for an item that others change meanwhile. */
const itemsAtOnce = 8;
const tries = 5;

/**
 * Seals again, with the newest data key, all values of a page of items that an older key sealed. Values that cannot be
 * opened stay as they are and are counted.
 */
export async function resealItems(items: readonly Item[], deps: ResealDeps): Promise<Found> {
  const { vault, number } = deps;
  if (keyNumberOf(vault.seal('', '')) < number)
    throw new Fault('key-unavailable', `Data key ${number} is not among the keys of this host yet.`);
  const founds: Found[] = [];
  for (let start = 0; start < items.length; start += itemsAtOnce) {
    const some = items.slice(start, start + itemsAtOnce);
    founds.push(...(await Promise.all(some.map((item) => resealed(item, deps)))));
  }
  return sumOf(founds);
}

async function resealed(item: Item, deps: ResealDeps): Promise<Found> {
  const { pk, sk } = { pk: item['pk']?.S ?? '', sk: item['sk']?.S ?? '' };
  try {
    const attachmentId = attachmentOf(item);
    const isContentNew = attachmentId !== undefined && (await resealContent(attachmentId, deps));
    const became = await resealLatest(item, { pk, sk }, deps);
    return {
      examined: 1,
      resealed: isContentNew || became === 'resealed' ? 1 : 0,
      contended: became === 'contended' ? 1 : 0,
      unreadable: 0,
    };
  } catch (error) {
    // If the store is unavailable, the item is not at fault: the page is processed again.
    if (!isAtFault(error)) throw error;
    deps.runtime.log.error('value.unreadable', error, { pk, sk });
    deps.runtime.metrics.add('ValuesUnreadable', 1);
    return { ...nothingFound, examined: 1, unreadable: 1 };
  }
}

/** A concurrent change wins. The item is then read again and resealed. */
async function resealLatest(
  item: Item,
  { pk, sk }: { pk: string; sk: string },
  { table, vault, number }: ResealDeps,
): Promise<'nothing' | 'resealed' | 'contended'> {
  const reseal: Reseal = (sealed, context) =>
    keyNumberOf(sealed) >= number ? sealed : vault.seal(vault.open(sealed, context), context);
  let latest: Item | undefined = item;
  for (let left = tries; latest && left > 0; left--) {
    const became = await resealItem(latest, reseal, table);
    if (became !== 'contended') return became;
    latest = await table.get(pk, sk);
  }
  return latest ? 'contended' : 'nothing';
}

/** True when the content was sealed with an older key. The object has a new version afterwards. */
async function resealContent(attachmentId: string, { bucket, vault, number }: ResealDeps): Promise<boolean> {
  if ((await numberOfContent(bucket.read(attachmentId))) >= number) return false;
  const before = Buffer.concat(await Array.fromAsync(bucket.read(attachmentId)));
  const content = vault.sealBytes(openedContent(before, attachmentId, vault), attachmentId);
  await bucket.put(attachmentId, content, { sha256: createHash('sha256').update(content).digest('hex') });
  return true;
}

/** Opens the content. All older keys are known here; a key number that is missing never existed. */
function openedContent(sealed: Uint8Array, attachmentId: string, vault: Vault): Uint8Array {
  try {
    return vault.openBytes(sealed, attachmentId);
  } catch (cause) {
    throw new Fault('sealed-value-unreadable', 'The content of an attachment is not as it was written.', {
      retryable: false,
      cause,
    });
  }
}

/** Reads only the first bytes of the content, because most contents are sealed with the newest key already. */
async function numberOfContent(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let front = Buffer.alloc(0);
  for await (const chunk of chunks) {
    front = Buffer.concat([front, chunk]);
    if (front.length >= 4) break;
  }
  return keyNumberOf(front);
}

/**
 * Whether the item is damaged or its content is missing. For a missing object S3 answers "forbidden" to a caller who
 * may not list the bucket.
 */
const isAtFault = (error: unknown): boolean =>
  error instanceof Fault &&
  (['sealed-value-unreadable', 'object-missing'].includes(error.code) ||
    (error.cause instanceof Error && error.cause.name === 'AccessDenied'));
