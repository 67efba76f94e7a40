import { fileSays } from '../../lib/application/deliveries/file-says.ts';
import {
  type Comparison,
  type ReceiverPart,
  withFilled,
  withPart,
  withStageDone,
} from '../../lib/convergence/comparison.ts';
import { bothTallies, packedSaid } from '../../lib/convergence/packed-rows.ts';
import { type Receiver, waitingSince } from '../../lib/credit-file/projection/delivery-state.ts';
import type { FileState } from '../../lib/credit-file/projection/file-state.ts';
import type { ComparisonDeps } from './deps.ts';
import { sendPutOff } from './send-put-off.ts';
import { createSlice, type Slice } from './slice.ts';

/** Items of the table in one request. Most are no files. */
const itemsAPage = 1000;
const stepSeconds = 20;

interface Side {
  readonly receiver: Receiver;
  readonly part: ReceiverPart;
  readonly keyNumber: number;
  readonly slice: Slice;
  oldest: string | undefined;
}

/** Reads further files, and puts aside what each says of each receiver that was listed. */
export async function filesStep(known: Comparison, deps: ComparisonDeps): Promise<Comparison> {
  const { clock } = deps.runtime;
  const sides = sidesOf(known);
  const until = clock().getTime() + stepSeconds * 1000;
  let after = known.cursor;
  do {
    const page = await deps.folders.scanFiles({ limit: itemsAPage, ...(after && { after }) });
    for (const file of page.files) {
      for (const side of sides) addFile(file, side, deps);
      if (known.repairs) await sendPutOff(file, deps);
    }
    after = page.next;
  } while (after && !sides.some(({ slice }) => slice.isFull()) && clock().getTime() < until);
  let next = known;
  for (const side of sides) {
    const { receiver, slice } = side;
    await slice.put({ id: known.id, receiver, side: 'said', slice: known.slice }, deps.comparisons);
    next = withPart(next, receiver, partBehind(side));
  }
  return after === undefined ? withStageDone(next) : { ...next, cursor: after, slice: known.slice + 1 };
}

const sidesOf = ({ receivers, parts, keyNumber }: Comparison): Side[] =>
  receivers.flatMap((receiver) => {
    const part = parts[receiver];
    if (!part || part.problem) return [];
    return [{ receiver, part, keyNumber, slice: createSlice(), oldest: part.oldestInFlight }];
  });

function addFile(file: FileState, side: Side, { maker }: ComparisonDeps): void {
  const { receiver, part, keyNumber, slice } = side;
  const said = fileSays(file, receiver, { shown: part.shown, keyNumber, maker });
  slice.add(said.key, packedSaid(said));
  const delivery = file.deliveries[receiver];
  if (said.stage !== 'in-flight' || !delivery) return;
  const since = waitingSince(delivery);
  if (!side.oldest || since < side.oldest) side.oldest = since;
}

const partBehind = ({ part, slice, oldest }: Side): ReceiverPart => ({
  ...part,
  written: { ...part.written, said: bothTallies(part.written.said, slice.tally()) },
  filled: withFilled(part.filled, slice.ranges()),
  oldestInFlight: oldest,
});
