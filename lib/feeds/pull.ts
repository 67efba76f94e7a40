import type { Day } from '../shared/day.ts';
import type { Trail } from '../shared/trail.ts';

/** Where the next pull continues: after a cursor, or at a page of the records new since a day. */
export type PullPosition =
  | {
      readonly mode: 'cursor';
      readonly cursor?: string | undefined;
      readonly trail?: PullTrail | undefined;
    }
  | {
      readonly mode: 'since';
      /** Absent before the first pass, which asks for everything. */
      readonly since?: Day | undefined;
      readonly page: number;
      /** The day on which the pass began. The next pass asks for records new since that day. */
      readonly beganOn?: Day | undefined;
      /** The page before this one: the digest of its records, and whether it was full. */
      readonly before?: { readonly digest: string; readonly isFull: boolean } | undefined;
      readonly trail?: PullTrail | undefined;
    };

/**
 * What is remembered of the pages since the list began, so that a list without an end is noticed: the circle that its
 * cursors, or its records, may lead in, the pages whose records came before, and the pages in a row without any.
 */
export interface PullTrail {
  readonly pages: number;
  readonly empty: number;
  readonly repeated: number;
  readonly cursors?: Trail | undefined;
  readonly records?: Trail | undefined;
}

/** The state of an endpoint that is pulled on a schedule. */
export interface PullState {
  readonly name: string;
  /** Number of writes. A write with an outdated revision is refused (optimistic lock). */
  readonly revision: number;
  readonly position: PullPosition;
  readonly nextAt: string;
  /** State of the circuit breaker (`lib/delivery/breaker.ts`). */
  readonly breaker: {
    readonly state: 'closed' | 'open';
    readonly failures: number;
    readonly openUntil?: string | undefined;
  };
  /** Why the last attempt failed. */
  readonly problem?: string | undefined;
  /** The last time the endpoint answered, and the last time it had new records. */
  readonly lastSuccessAt?: string | undefined;
  readonly lastRecordsAt?: string | undefined;
  /** The process that is pulling now, and until when it may. */
  readonly lease?: { readonly puller: string; readonly until: string } | undefined;
}

/** What a page says about itself. */
export interface PageSummary {
  /** Number of records. Undefined for a file whose records are not counted here. */
  readonly records?: number | undefined;
  /** The next cursor, or that there is a further page. */
  readonly next?: string | undefined;
}

/**
 * A page that was taken. It is recorded before the file is stored, so that after a crash the same page becomes the same
 * run.
 */
export interface PulledPage extends PageSummary {
  readonly runId: string;
  readonly sha256: string;
  /** Digest of the records only. What surrounds them can change without new records. */
  readonly recordsDigest: string;
  readonly etag?: string | undefined;
  readonly isKept: boolean;
}

/** Stores the state of pulls and their pages. */
export interface PullStore {
  read(name: string): Promise<PullState | undefined>;
  /** Replaces the state if its revision is still the one before. False when another process was faster. */
  write(state: PullState): Promise<boolean>;
  /** The page taken from an address, by the address's digest. */
  readPage(name: string, digest: string): Promise<PulledPage | undefined>;
  notePage(name: string, digest: string, page: PulledPage): Promise<void>;
}
