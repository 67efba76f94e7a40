export interface Size {
  readonly bytes: number;
  /** The time of its last change in milliseconds, by the clock of who has it. */
  readonly modified: number;
}

/** What lies in a folder under a name. Servers say the size with the name. */
export interface Listed {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly size?: Size | undefined;
}

export const sameSize = (a: Size, b: Size): boolean => a.bytes === b.bytes && a.modified === b.modified;

/** Remembers how large files were at the last looks. The clock of the server that has them does not count. */
export class Sightings {
  readonly #quietMilliseconds: number;
  #seen = new Map<string, { size: Size; since: number }>();

  constructor(quietSeconds: number) {
    this.#quietMilliseconds = quietSeconds * 1000;
  }

  /** The files that have had the same size and time for so long, over two looks at least. Others are forgotten. */
  stillOnes(files: readonly { name: string; size: Size }[], now: Date): string[] {
    const seen = new Map<string, { size: Size; since: number }>();
    const still = files.filter(({ name, size }) => {
      const before = this.#seen.get(name);
      const isSame = before !== undefined && sameSize(before.size, size);
      const since = isSame ? before.since : now.getTime();
      seen.set(name, { size, since });
      return isSame && now.getTime() - since >= this.#quietMilliseconds;
    });
    this.#seen = seen;
    return still.map(({ name }) => name);
  }
}
