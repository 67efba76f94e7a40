import { createHash } from 'node:crypto';
import { type SubjectKey, subjectText } from '../../credit-file/facts/subject.ts';
import type { Delivery, Receiver } from '../../credit-file/projection/delivery-state.ts';
import { desiredInDirectory, desiredInSettlement } from '../../credit-file/projection/desired-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { DirectoryMessage, SettlementMessage } from '../../delivery/index.ts';
import type { Policy } from '../../regulation/policy.ts';
import { liftReason, putReason } from '../../regulation/sanction-reasons.ts';
import type { Vault } from '../../runtime/vault.ts';
import { addDays, type Day, dayOf, yearOf } from '../../shared/day.ts';

/** The stable record id of a file at the directory: a UUID made from its subject key (RFC 9562, version 8). */
export function recordIdOf(subject: SubjectKey): string {
  const bytes = createHash('sha256')
    .update(`record:${subjectText(subject)}`)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The stable id of a file's entry on the suspension list. */
export const suspensionIdOf = (subject: SubjectKey): string =>
  createHash('sha256')
    .update(`suspension:${subjectText(subject)}`)
    .digest('hex')
    .slice(0, 30);

/** The desired state of the file at the directory. For one version it is always the same message. */
export function directoryMessage(file: FileState, vault: Vault): DirectoryMessage {
  const { name, id } = vault.identify(file.party, file.identity);
  const desired = desiredInDirectory(file);
  const { wanted, acknowledged, unresolved } = wantedBy(file, 'directory');
  const mayBeKnown =
    acknowledged?.digest !== undefined || (unresolved !== undefined && unresolved < wanted.version);
  return {
    recordId: recordIdOf(file),
    version: wanted.version,
    operation: desired ? (mayBeKnown ? 'U' : 'I') : 'D',
    updatedAt: wanted.at,
    category: file.category,
    name,
    scheme: file.scheme,
    id,
    ...(desired && { grade: desired.grade }),
    state: desired?.state ?? 'interim',
    evaluatedOn: dayOf(new Date(wanted.at)),
    cycle: desired?.cycle ?? yearOf(dayOf(new Date(wanted.at))),
    sanctions: (desired?.sanctions ?? []).map(({ ordered: _why, ...flag }) => flag),
  };
}

/** The delivery that is due for the file. @throws RangeError when there is none */
function wantedBy(file: FileState, receiver: Receiver): Delivery {
  const delivery = file.deliveries[receiver];
  if (!delivery) throw new RangeError(`nothing is to be delivered to the ${receiver}`);
  return delivery;
}

/**
 * The desired state of the file at the settlement system: `put` the sanction in force, or `lift` when there is none.
 * `enddate` says whether its last day is told as the last suspended or as the first free one (`settlement.enddate`).
 */
export function settlementMessage(
  file: FileState,
  vault: Vault,
  enddate: Policy['settlement.enddate'],
): { kind: 'put' | 'lift'; message: SettlementMessage } {
  const { name, id } = vault.identify(file.party, file.identity);
  const desired = desiredInSettlement(file);
  const { version, at, cause = 'corrected' } = wantedBy(file, 'settlement').wanted;
  const person = {
    suspensionId: suspensionIdOf(file),
    certType: certTypeOf(file),
    certno: id,
    name,
    version,
  };
  if (desired) {
    const { kind, from, until, ordered } = desired;
    const end = until && toldEnd(until, enddate);
    const reason = putReason(kind, { vetoed: file.gradeInForce?.vetoed ?? false, ordered });
    return { kind: 'put', message: { ...person, kind, from, ...(end && { end }), reason } };
  }
  return {
    kind: 'lift',
    message: {
      ...person,
      kind: file.category === 'insured-person' ? 'settlement-suspension' : 'service-suspension',
      from: dayOf(new Date(at)),
      reason: liftReason(file.category, cause),
    },
  };
}

const toldEnd = (until: Day, enddate: Policy['settlement.enddate']): Day =>
  enddate === 'inclusive' ? addDays(until, -1) : until;

/** psn_cert_type: 01 居民身份证, 07 外国人永久居留证; 99 where only a medical-insurance code is known. */
const certTypeOf = (file: FileState): string => (file.scheme === 'resident-id' ? '01' : '99');
