import type { Day } from '../shared/day.ts';

/** Where a pull goes on: behind a cursor, or at a page of what is new since a day. */
export type PullPosition =
  | { readonly mode: 'cursor'; readonly cursor?: string | undefined }
  | {
      readonly mode: 'since';
      /** Absent before the first pass: everything is asked for. */
      readonly since?: Day | undefined;
      readonly page: number;
      /** The day on which the pass began: the next one asks for what is new since then. */
      readonly beganOn?: Day | undefined;
      /** The page before this one: its records, and whether it was full. */
      readonly before?: { readonly digest: string; readonly isFull: boolean } | undefined;
    };

/** How it stands with an endpoint that is asked on a schedule. */
export interface PullState {
  readonly name: string;
  /** Counts the writes: whoever has not read the last one does not write. */
  readonly revision: number;
  readonly position: PullPosition;
  readonly nextAt: string;
  /** `lib/delivery/breaker.ts`. */
  readonly breaker: {
    readonly state: 'closed' | 'open';
    readonly failures: number;
    readonly openUntil?: string | undefined;
  };
  /** Why the last try failed. */
  readonly problem?: string | undefined;
  /** The last time the endpoint answered, and the last time it had something new. */
  readonly lastSuccessAt?: string | undefined;
  readonly lastRecordsAt?: string | undefined;
  /** The one who pulls now. */
  readonly lease?: { readonly puller: string; readonly until: string } | undefined;
}

/** What a page says of itself. */
export interface PageSummary {
  /** Undefined for a file whose records are not counted here. */
  readonly records?: number | undefined;
  /** The next cursor, or that there is a further page. */
  readonly next?: string | undefined;
}

/** A page that was taken: noted before it is kept, so that the same page after a crash is the same run. */
export interface PulledPage extends PageSummary {
  readonly runId: string;
  readonly sha256: string;
  /** Of the records alone: what stands around them may change without anything being new. */
  readonly recordsDigest: string;
  readonly etag?: string | undefined;
  readonly isKept: boolean;
}

/** Where pulls are kept. */
export interface PullStore {
  read(name: string): Promise<PullState | undefined>;
  /** Replaces the state if its revision is still the one before; false when somebody was faster. */
  write(state: PullState): Promise<boolean>;
  /** The page that was taken from an address, by the address's digest. */
  readPage(name: string, digest: string): Promise<PulledPage | undefined>;
  notePage(name: string, digest: string, page: PulledPage): Promise<void>;
}
