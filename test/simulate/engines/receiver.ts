/** A receiver in memory: answers JSON to JSON, and never replaces a newer version by an older one. */
export interface SimulatedReceiver {
  /** @returns the answer, or undefined for an address that it does not have */
  answer(path: string, json: unknown, options: { refusesRows: boolean }): unknown;
}

/** What a receiver holds of one id. */
export interface Entry {
  readonly version: number;
  readonly isGone: boolean;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Entries by id with their versions, and every version that was ever taken. */
export class Entries {
  readonly held = new Map<string, Entry>();
  /** `id/version` of each row that was taken. */
  readonly taken = new Map<string, Readonly<Record<string, unknown>>>();
  refusedAsOlder = 0;

  /** @returns the version that is newer, if there is one */
  take(id: string, entry: Entry): number | undefined {
    const before = this.held.get(id);
    if (before && before.version > entry.version) {
      this.refusedAsOlder++;
      return before.version;
    }
    this.held.set(id, entry);
    this.taken.set(`${id}/${entry.version}`, entry.row);
    return undefined;
  }

  /** The entries that are not gone, behind an id. */
  page(after: string, limit: number): { entries: Entry[]; next: string | null } {
    const ids = [...this.held.keys()].sort().filter((id) => id > after && !this.held.get(id)?.isGone);
    const shown = ids.slice(0, limit);
    return {
      entries: shown.flatMap((id) => this.held.get(id) ?? []),
      next: ids.length > limit ? (shown.at(-1) ?? null) : null,
    };
  }
}
