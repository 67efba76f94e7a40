import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { withSealedAnew } from '../credit-file/facts/sealed-fact.ts';
import type { Identity, Sealed } from '../credit-file/facts/subject.ts';
import { fileDigestOf } from '../credit-file/projection/file-state.ts';
import type { ShardWork } from '../evaluation/evaluation.ts';
import type { Report } from '../evaluation/report.ts';
import type { GoneEntry } from '../feeds/list.ts';
import { type QuarantinedRow, rowIdOf } from '../feeds/quarantine.ts';
import type { Run } from '../feeds/run.ts';
import { Fault } from '../shared/fault.ts';
import type { Attachment } from './attachment-store.ts';
import { bodyOf, factBody, factOf, fileOf, packedBody } from './folder-items.ts';
import { isAsWritten, markedBody, saidBy } from './marked-item.ts';
import { hasSealedReason, type Receipt } from './receipt-store.ts';
import { isSameValue } from './same-item.ts';
import { subscriptionOf } from './subscription-store.ts';
import { type Item, number, type Table, text } from './table.ts';

/** Seals a value with the newest data key. A value that is already sealed with it is returned unchanged. */
export type Reseal = (sealed: Sealed, context: string) => Sealed;

interface SealedPlace {
  readonly kind: string;
  readonly pk: string;
  readonly sk: string;
  /** Whether writers of this kind of item use `revision` as an optimistic lock. Resealing then increments it. */
  readonly counted: boolean;
  /** The body of the item with its values resealed. It is written only if at least one value has changed. */
  readonly resealed: (item: Item, reseal: Reseal) => AttributeValue;
}

/**
 * Every place that contains sealed values, with the context each was sealed in. To seal a value into another kind of
 * item, add an entry here. Without it no data key could be retired (`test/flow/rotation.test.ts` detects it). Contents
 * of attachments are in the bucket (`attachmentOf`). Messages on queues are not items; they are opened with the key
 * that sealed them.
 */
export const sealedPlaces: readonly SealedPlace[] = [
  {
    kind: 'fact',
    pk: 'P#',
    sk: 'FACT#',
    counted: false,
    resealed: resealedFact,
  },
  { kind: 'booked-fact', pk: 'P#', sk: 'BOOKED#', counted: false, resealed: resealedFact },
  { kind: 'file', pk: 'P#', sk: 'FILE#', counted: true, resealed: resealedFile },
  {
    kind: 'run',
    pk: 'RUN#',
    sk: 'HEAD',
    counted: true,
    resealed(item, reseal) {
      const run = bodyOf<Run>(item);
      return plain({
        ...run,
        ...(run.sealedName && { sealedName: reseal(run.sealedName as Sealed, run.runId) }),
      });
    },
  },
  {
    kind: 'row',
    pk: 'RUN#',
    sk: 'ROW#',
    counted: true,
    resealed(item, reseal) {
      const row = bodyOf<QuarantinedRow>(item);
      const id = rowIdOf(row);
      const decisions = row.decisions.map((one) => ({ ...one, said: reseal(one.said as Sealed, id) }));
      return packedBody({ ...row, content: reseal(row.content as Sealed, id), decisions });
    },
  },
  {
    kind: 'removal',
    pk: 'LIST#',
    sk: 'GONE#',
    counted: true,
    resealed(item, reseal) {
      const gone = bodyOf<GoneEntry>(item);
      const again = (sealed: string): Sealed => reseal(sealed as Sealed, gone.entry);
      const decisions = gone.decisions?.map((one) => ({ ...one, said: again(one.said) }));
      return plain({
        ...gone,
        ...(gone.reason && { reason: again(gone.reason) }),
        ...(decisions && { decisions }),
      });
    },
  },
  {
    kind: 'receipt',
    pk: 'RECEIPT#',
    sk: 'RECEIPT',
    counted: false,
    resealed(item, reseal) {
      const receipt = bodyOf<Receipt>(item);
      // Other references are an agency's own text or the product's own ids, even if they look like a sealed value.
      if (!hasSealedReason(receipt)) return plain(receipt);
      return plain({ ...receipt, reference: reseal(receipt.reference as Sealed, receipt.receiptId) });
    },
  },
  {
    kind: 'attachment',
    pk: 'ATTACHMENT#',
    sk: 'ATTACHMENT',
    counted: false,
    resealed(item, reseal) {
      const attachment = bodyOf<Attachment>(item);
      return plain({
        ...attachment,
        sealedName: reseal(attachment.sealedName as Sealed, attachment.attachmentId),
      });
    },
  },
  {
    kind: 'subscription',
    pk: 'SUBSCRIPTIONS',
    sk: 'SUB#',
    counted: true,
    resealed(item, reseal) {
      const subscription = subscriptionOf(item);
      const secrets = subscription.secrets.map((one) => ({
        ...one,
        sealed: reseal(one.sealed, subscription.id),
      }));
      return plain({ ...subscription, secrets });
    },
  },
  { kind: 'shard', pk: 'CYCLE#', sk: 'SHARD#', counted: true, resealed: resealedShard },
];

/** The kind of an item that may contain sealed values. */
export const placeOf = (item: Item): SealedPlace | undefined =>
  sealedPlaces.find(
    ({ pk, sk }) => (item['pk']?.S ?? '').startsWith(pk) && (item['sk']?.S ?? '').startsWith(sk),
  );

/** The id of the attachment whose content is in the bucket, sealed with this id as context. */
export const attachmentOf = (item: Item): string | undefined =>
  placeOf(item)?.kind === 'attachment' ? behind(item, 'pk') : undefined;

/**
 * Reseals the values of an item if nobody has changed it since it was read. `nothing` when all values are sealed with
 * the newest key.
 * @throws Fault `sealed-value-unreadable` for a damaged item
 */
export async function resealItem(
  item: Item,
  reseal: Reseal,
  table: Pick<Table, 'update'>,
): Promise<'nothing' | 'resealed' | 'contended'> {
  const place = placeOf(item);
  const before = item['body'];
  if (!place || !before) return 'nothing';
  const after = resealedBody(item, place, reseal);
  if (!after) return 'nothing';
  const written = await table.update(item['pk']?.S ?? '', item['sk']?.S ?? '', {
    UpdateExpression: `SET body = :after${place.counted ? ' ADD revision :one' : ''}`,
    ConditionExpression: 'body = :before',
    ExpressionAttributeValues: {
      ':before': before,
      ':after': after,
      ...(place.counted && { ':one': number(1) }),
    },
    tookEffect: (latest) => isSameValue(latest['body'], after),
  });
  return written ? 'resealed' : 'contended';
}

function resealedBody(item: Item, place: SealedPlace, reseal: Reseal): AttributeValue | undefined {
  let isNew = false;
  try {
    const body = place.resealed(item, (sealed, context) => {
      const made = reseal(sealed, context);
      isNew ||= made !== sealed;
      return made;
    });
    return isNew ? body : undefined;
  } catch (cause) {
    throw new Fault('sealed-value-unreadable', 'An item with sealed values is not as it was written.', {
      retryable: false,
      cause,
    });
  }
}

function resealedFact(item: Item, reseal: Reseal): AttributeValue {
  const party = behind(item, 'pk');
  return factBody(withSealedAnew(factOf(item), (sealed) => reseal(sealed, party)));
}

/**
 * If the file's digest was correct, it is calculated again. The digest of a changed file stays wrong, so that resealing
 * hides no manipulation.
 */
function resealedFile(item: Item, reseal: Reseal): AttributeValue {
  const file = fileOf(item);
  const sealed = reseal(file.identity.sealed, file.party);
  const { digest, ...said } = bodyOf<{ digest?: string; identity: Identity }>(item);
  const next = { ...file, identity: { ...file.identity, sealed } };
  const isWhole = digest !== undefined && digest === fileDigestOf(file);
  return packedBody({ ...said, identity: next.identity, digest: isWhole ? fileDigestOf(next) : digest });
}

/**
 * The findings of an evaluation shard contain sealed names. A correct digest is calculated again, and a wrong one stays
 * wrong.
 */
function resealedShard(item: Item, reseal: Reseal): AttributeValue {
  const work = saidBy<ShardWork<Partial<Report>>>(item);
  const largestMoves = work.found.largestMoves?.map((move) => ({
    ...move,
    sealed: reseal(move.sealed, move.subject.party),
  }));
  const next = {
    ...work,
    revision: work.revision + 1,
    found: { ...work.found, ...(largestMoves && { largestMoves }) },
  };
  const { digest } = bodyOf<{ digest?: string }>(item);
  return isAsWritten(item) ? text(markedBody(next)) : plain({ ...next, digest });
}

const behind = (item: Item, name: 'pk' | 'sk'): string => (item[name]?.S ?? '').split('#')[1] ?? '';

const plain = (body: object): AttributeValue => text(JSON.stringify(body));
