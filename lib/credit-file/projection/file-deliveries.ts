import { dayOf } from '../../shared/day.ts';
import type { Fact } from '../facts/fact.ts';
import { type Receiver, withDesired } from './delivery-state.ts';
import { desiredDigest, desiredInDirectory, desiredInSettlement } from './desired-state.ts';
import type { FileState } from './file-state.ts';
import { liftCauseOf } from './lift-cause.ts';

/** The deliveries of a file after a projection: for each receiver, pending if its desired state has changed. */
export function deliveriesOf(
  file: FileState,
  before: FileState | undefined,
  { now, facts }: { now: Date; facts: readonly Fact[] },
): FileState['deliveries'] {
  const desired: Record<Receiver, string | undefined> = {
    directory: desiredDigest(desiredInDirectory(file), file),
    settlement: desiredDigest(desiredInSettlement(file), file),
  };
  const cause = liftCauseOf(before, file, { facts, today: dayOf(now) });
  const entries = (Object.entries(desired) as [Receiver, string | undefined][])
    .map(
      ([receiver, digest]) =>
        [
          receiver,
          withDesired(before?.deliveries[receiver], digest, {
            version: file.version,
            now,
            // An expired lease counts too: its sender stopped before it wrote the outcome.
            isBeingSent: before?.leases[receiver] !== undefined,
            ...(receiver === 'settlement' && { cause }),
          }),
        ] as const,
    )
    .filter(([, delivery]) => delivery !== undefined);
  return Object.fromEntries(entries);
}
