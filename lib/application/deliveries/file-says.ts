import type { ReceiverRow } from '../../convergence/content.ts';
import { contentText } from '../../convergence/content.ts';
import { recordKey, type SaidRow, shortDigest } from '../../convergence/packed-rows.ts';
import type { Said } from '../../convergence/verdict.ts';
import { type SubjectKey, subjectText } from '../../credit-file/facts/subject.ts';
import type { Delivery, Receiver } from '../../credit-file/projection/delivery-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import { type DirectorySettings, directoryRow, suspensionRow } from '../../delivery/index.ts';
import type { Policy } from '../../regulation/policy.ts';
import type { Vault } from '../../runtime/vault.ts';
import { directoryMessage, recordIdOf, settlementMessage, suspensionIdOf } from './receiver-messages.ts';

/** What is needed to make the record of a file at a receiver. */
export interface RecordMaker {
  readonly vault: Vault;
  readonly settings: DirectorySettings;
  /** Policy parameter `settlement.enddate`, as of now. */
  readonly enddate: () => Policy['settlement.enddate'];
}

/** The record of a file at a receiver, as it would be sent now. */
export const recordOf = (file: FileState, receiver: Receiver, maker: RecordMaker): ReceiverRow =>
  receiver === 'directory'
    ? directoryRow(directoryMessage(file, maker.vault), maker.settings)
    : suspensionRow(settlementMessage(file, maker.vault, maker.enddate()).message);

export const receiverIdOf = (receiver: Receiver, subject: SubjectKey): string =>
  receiver === 'directory' ? recordIdOf(subject) : suspensionIdOf(subject);

/** How the compared fields of records are hashed in one comparison. */
export interface Digesting {
  /** The compared fields that the receiver shows. */
  readonly shown: readonly string[];
  readonly keyNumber: number;
}

/** The digest of the compared fields of a record. Keyed, because these fields name a person. */
export const contentDigestOf = (
  receiver: Receiver,
  row: ReceiverRow,
  { shown, keyNumber, vault }: Digesting & { vault: Pick<Vault, 'mac'> },
): string => shortDigest(vault.mac(contentText(receiver, row, shown), keyNumber));

/** What a file says of a receiver, with the fields that the receiver shows. */
export function fileSays(
  file: FileState,
  receiver: Receiver,
  { maker, ...digesting }: Digesting & { maker: RecordMaker },
): SaidRow {
  const { stage, version } = stageOf(file.deliveries[receiver]);
  return {
    key: recordKey(receiverIdOf(receiver, file)),
    subject: subjectText(file),
    stage,
    version,
    ...(stage === 'held' && {
      content: contentDigestOf(receiver, recordOf(file, receiver, maker), {
        ...digesting,
        vault: maker.vault,
      }),
    }),
  };
}

function stageOf(delivery: Delivery | undefined): Pick<Said, 'stage' | 'version'> {
  if (!delivery) return { stage: 'none', version: 0 };
  const { stage, wanted, acknowledged } = delivery;
  if (stage === 'pending') return { stage: 'in-flight', version: wanted.version };
  if (stage === 'given-up') return { stage: 'given-up', version: wanted.version };
  const version = acknowledged?.version ?? wanted.version;
  return { stage: wanted.digest === undefined ? 'none' : 'held', version };
}
