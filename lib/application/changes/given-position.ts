import { isGiven, type LedgerPosition, ledgerStart, positionOf } from '../../ledger/position.ts';
import { Problem } from '../../runtime/problem.ts';
import type { LedgerStore } from '../../store/ledger-store.ts';

/** The position of a cursor; without one the start. @throws Problem 400 */
export function cursorOf(text: string | undefined): LedgerPosition {
  const position = text === undefined ? ledgerStart : positionOf(text);
  if (!position) throw badCursor();
  return position;
}

export const badCursor = (): Problem =>
  new Problem(400, 'bad-cursor', 'after must be the `next` of an earlier answer.');

/** The position of a cursor that the change feed gave; the start for an empty text. @throws Problem 400 */
export async function givenPosition(
  text: string,
  ledger: Pick<LedgerStore, 'read'>,
): Promise<LedgerPosition> {
  const position = cursorOf(text || undefined);
  if (isGiven(position, await ledger.read(position.n))) return position;
  throw badCursor();
}
