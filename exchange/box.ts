import type { RunView } from '../infra/cli/client.ts';
import type { Source } from '../lib/shared/source.ts';
import type { Connector, Content } from './connector.ts';

/**
 * How far an entry is. `found`: it is the agent's to send. `sent`: the connector gave a run. `ended`: what became of it is
 * known. `settled`: the box was told. `gone`: it was taken away before it was sent.
 */
export type EntryState = 'found' | 'sent' | 'ended' | 'settled' | 'gone';

/** What became of an entry. */
export type Outcome =
  /** The connector read it, or said why not: its runs, one a file of an archive. */
  | { readonly kind: 'read'; readonly isTaken: boolean }
  /** The connector did not take it. */
  | { readonly kind: 'refused'; readonly code: string; readonly explanation: string }
  /** The same content was sent before, under this name. */
  | { readonly kind: 'same'; readonly as: string };

/** One thing of a box that becomes one run: a file, or a batch of rows. */
export interface Entry<Detail = unknown> {
  readonly id: number;
  readonly box: string;
  readonly name: string;
  readonly state: EntryState;
  /** SHA-256 of what is sent. */
  readonly digest?: string | undefined;
  readonly run?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** What the box has to know to find it again after a crash. */
  readonly detail: Detail;
}

/** The end of an entry, with the runs that the connector made of it. */
export type Ending =
  | Exclude<Outcome, { kind: 'read' }>
  | { readonly kind: 'read'; readonly runs: readonly RunView[] };

/** Where an authority puts what it sends, and where it finds what became of it. Every call can be made twice. */
export interface Box {
  readonly name: string;
  readonly source: Source;
  /** Entries that may be on their way at a time. */
  readonly atOnce: number;
  /** How long something has to stay as it is before it is taken. */
  readonly stillMilliseconds: number;
  /** True when a held run keeps the box from sending more, because the next entry would be held for the same. */
  readonly heldStopsAll: boolean;
  /** When content that was sent before is not sent again. `directly-after`: whole lists, which may go back to an earlier one. */
  readonly sameIsSkipped: 'always' | 'directly-after' | 'never';
  /** Writes entries that are complete into the journal, at most this many. */
  find(room: number): Promise<void>;
  content(entry: Entry): Promise<Content>;
  /** Shows that the run of an entry waits for a person. */
  showHeld(entry: Entry, run: RunView): Promise<void>;
  /** Gives the outcome back and puts the entry away. */
  settle(entry: Entry, ending: Ending, connector: Connector): Promise<void>;
  /** What stands against its work, a sentence each; nothing is changed. */
  check(): Promise<string[]>;
  close(): Promise<void>;
}
