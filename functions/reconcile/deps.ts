import type { RecordMaker } from '../../lib/application/deliveries/file-says.ts';
import type { Hints } from '../../lib/application/deliveries/hints.ts';
import type { ReceiverRow } from '../../lib/convergence/content.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Receiver } from '../../lib/credit-file/projection/delivery-state.ts';
import type { ReceiverFailure } from '../../lib/delivery/index.ts';
import type { Queue } from '../../lib/runtime/queues.ts';
import type { Runtime } from '../../lib/runtime/runtime.ts';
import type { Result } from '../../lib/shared/result.ts';
import type { ComparisonStore } from '../../lib/store/comparison-store.ts';

/** A record of a receiver's list. */
export interface ListedRecord {
  readonly id: string;
  readonly version: number;
  readonly row: ReceiverRow;
}

export interface ListPage {
  readonly records: readonly ListedRecord[];
  readonly next?: string;
}

/** Asks a receiver for a page of its list. */
export type AskPage = (after?: string) => Promise<Result<ListPage, ReceiverFailure>>;

export interface ComparisonDeps {
  readonly runtime: Pick<Runtime, 'clock' | 'log' | 'metrics' | 'newId'>;
  readonly comparisons: ComparisonStore;
  readonly folders: Pick<FolderStore, 'scanFiles' | 'readFile' | 'putFile'>;
  readonly hints: Hints;
  /** Where a comparison goes on when the time of this call is over. */
  readonly queue: Pick<Queue, 'send'>;
  readonly lists: Readonly<Record<Receiver, AskPage>>;
  readonly maker: RecordMaker;
}
