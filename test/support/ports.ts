import type { Sealed } from '../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { IntakePorts } from '../../lib/credit-file/projection-ports.ts';
import { scoreCase } from '../../lib/scoring/index.ts';
import { policyWith } from './policy.ts';

/** What intake needs, over a store: on 30 June 2026, with every name as registered, and nobody who listens. */
export const portsOver = (store: FolderStore): IntakePorts => ({
  store,
  scorer: scoreCase,
  policy: policyWith(),
  clock: () => new Date('2026-06-30T04:00:00Z'),
  onChanged: () => undefined,
  onMatched: async () => undefined,
  names: { isNamedOtherwise: () => false, onNamedOtherwise: async () => undefined },
  reseal: (fact) => fact,
  seal: (words) => words as Sealed,
});
