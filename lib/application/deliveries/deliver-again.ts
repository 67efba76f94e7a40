import type { FileStore } from '../../credit-file/ports.ts';
import { type Delivery, type Receiver, triedAgain } from '../../credit-file/projection/delivery-state.ts';
import type { FileState } from '../../credit-file/projection/file-state.ts';
import type { Hints } from './hints.ts';

/**
 * The file with a delivery that is due now and tells the receiver the present state, whatever it acknowledged before. The
 * version continues after the receiver's where that one would be refused as old, or taken for the same message.
 */
export function deliveredAgain(
  file: FileState,
  receiver: Receiver,
  { now, versionThere = 0, isOtherContent = false }: Difference & { now: Date },
): FileState {
  const delivery = file.deliveries[receiver] ?? nothingWanted(now);
  const isBehind = versionThere > delivery.wanted.version || isOtherContent || !file.deliveries[receiver];
  const version = isBehind ? Math.max(versionThere, file.version) + 1 : delivery.wanted.version;
  const wanted = { ...delivery.wanted, version };
  return {
    ...file,
    version: Math.max(file.version, version),
    revision: file.revision + 1,
    deliveries: { ...file.deliveries, [receiver]: triedAgain({ ...delivery, wanted }, now, true) },
  };
}

/** What the receiver has. */
interface Difference {
  readonly versionThere?: number | undefined;
  /** The same version with other content. */
  readonly isOtherContent?: boolean | undefined;
}

/** Of a file that never wanted anything there, although the receiver has a record of it (a table that was restored). */
const nothingWanted = (now: Date): Delivery => ({
  stage: 'settled',
  wanted: { version: 0, at: now.toISOString(), cause: 'corrected' },
  attempt: 0,
});

/** Writes the file and sends a hint. False when the file was changed meanwhile; it is then delivered by that change. */
export async function deliverAgain(
  file: FileState,
  receiver: Receiver,
  {
    folders,
    hints,
    ...difference
  }: Difference & { now: Date; folders: Pick<FileStore, 'putFile'>; hints: Hints },
): Promise<boolean> {
  const isWritten = await folders.putFile(deliveredAgain(file, receiver, difference));
  if (isWritten) hints.note(file, receiver);
  return isWritten;
}
