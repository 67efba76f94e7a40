import { contentDigestOf, type Digesting } from '../../lib/application/deliveries/file-says.ts';
import {
  type Comparison,
  newPart,
  type ReceiverPart,
  receiverAt,
  withFilled,
  withPart,
  withProblem,
  withStageDone,
} from '../../lib/convergence/comparison.ts';
import { shownFields } from '../../lib/convergence/content.ts';
import { bothTallies, packedHeld, recordKey } from '../../lib/convergence/packed-rows.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import { trailTo } from '../../lib/shared/trail.ts';
import type { ComparisonDeps, ListedRecord, ListPage } from './deps.ts';
import { afterFailure } from './failures.ts';
import { pageNumber, pagesAStep } from './page-number.ts';
import { createSlice, type Slice } from './slice.ts';

/** Pages of a list: ten million records of the directory. */
const pagesMost = 20_000;
/** The protocol has at most 1,000 records a page. */
const recordsAPage = 1000;
const emptyPagesMost = 50;
const cursorCharactersMost = 1024;
const listSecondsMost = 4 * 3600;
const stepSeconds = 20;

/** Reads further pages of a receiver's list, and puts their records aside. What a receiver may do is bounded. */
export async function listStep(known: Comparison, deps: ComparisonDeps): Promise<Comparison> {
  const receiver = receiverAt(known);
  if (!receiver) return known;
  const { clock } = deps.runtime;
  const part = known.parts[receiver] ?? newPart(clock().toISOString());
  const step: Step = { part, cursor: known.cursor, trail: known.trail, cursors: [], isDone: false };
  const slice = createSlice();
  const until = clock().getTime() + stepSeconds * 1000;
  do {
    const page = await deps.lists[receiver](step.cursor);
    if (!page.ok) {
      // What was read before is kept; the next step fails at the same page, or does not.
      if (step.cursors.length > 0) break;
      return afterFailure(withPart(known, receiver, part), page.error, clock());
    }
    const number = pageNumber(known.slice, step.cursors.length);
    const problem = takePage(page.value, { number, step, slice, receiver, keyNumber: known.keyNumber, deps });
    if (problem) return withProblem(withPart(known, receiver, step.part), problem);
    if (clock().getTime() - Date.parse(part.listedAt) > listSecondsMost * 1000 && !step.isDone)
      return withProblem(withPart(known, receiver, step.part), 'slow-list');
  } while (!step.isDone && !slice.isFull() && step.cursors.length < pagesAStep && clock().getTime() < until);
  await keep({ known, receiver, step, slice }, deps);
  return behind({ known, receiver, step, slice });
}

interface Step {
  part: ReceiverPart;
  cursor: string | undefined;
  trail: Comparison['trail'];
  /** The cursors by which the pages of this step were asked for. */
  readonly cursors: string[];
  isDone: boolean;
}

interface Taken {
  readonly known: Comparison;
  readonly receiver: Receiver;
  readonly step: Step;
  readonly slice: Slice;
}

/** Takes a page. @returns why the list cannot be read any further */
function takePage(
  { records, next }: ListPage,
  {
    number,
    step,
    slice,
    receiver,
    keyNumber,
    deps,
  }: {
    number: number;
    step: Step;
    slice: Slice;
    receiver: Receiver;
    keyNumber: number;
    deps: ComparisonDeps;
  },
): string | undefined {
  if (records.length > recordsAPage) return 'oversized-page';
  const { part } = step;
  const rows = records.map(({ row }) => row);
  const shown =
    part.written.held.rows > 0 || slice.tally().rows > 0 ? part.shown : shownFields(receiver, rows);
  for (const record of records) {
    const row = packedRecord(record, { receiver, shown, keyNumber, page: number, deps });
    slice.add(recordKey(record.id), row);
  }
  step.cursors.push(step.cursor ?? '');
  const emptyPages = records.length === 0 ? part.emptyPages + 1 : 0;
  step.part = { ...part, shown, pages: part.pages + 1, emptyPages };
  step.isDone = next === undefined;
  step.cursor = next;
  if (next === undefined) return undefined;
  if (next.length > cursorCharactersMost) return 'unreadable-page';
  step.trail = trailTo(next, step.trail);
  if (!step.trail) return 'repeated-cursor';
  if (step.part.pages >= pagesMost) return 'endless-list';
  return emptyPages >= emptyPagesMost ? 'empty-pages' : undefined;
}

const packedRecord = (
  { id, version, row }: ListedRecord,
  {
    receiver,
    page,
    deps,
    ...digesting
  }: Digesting & { receiver: Receiver; page: number; deps: ComparisonDeps },
): Buffer =>
  packedHeld({
    key: recordKey(id),
    version,
    content: contentDigestOf(receiver, row, { ...digesting, vault: deps.maker.vault }),
    page,
  });

async function keep({ known, receiver, step, slice }: Taken, { comparisons }: ComparisonDeps): Promise<void> {
  await slice.put({ id: known.id, receiver, side: 'held', slice: known.slice }, comparisons);
  await comparisons.putPages(known.id, receiver, known.slice, step.cursors);
}

function behind({ known, receiver, step, slice }: Taken): Comparison {
  const { written, filled } = step.part;
  const next = withPart(known, receiver, {
    ...step.part,
    written: { ...written, held: bothTallies(written.held, slice.tally()) },
    filled: withFilled(filled, slice.ranges()),
  });
  return step.isDone
    ? withStageDone(next)
    : { ...next, cursor: step.cursor, trail: step.trail, slice: known.slice + 1 };
}
