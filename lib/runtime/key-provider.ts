/** Where the keys of personal data are kept: in a file on one machine, with the key and secret services on AWS. */
export interface KeyProvider {
  /** Undefined for a function that turns nobody into a key, and is not given it. */
  pepper(): Promise<Buffer | undefined>;
  /** Every data key, and since when one is retired: nothing but copies of the past is sealed with it. */
  list(): Promise<ReadonlyMap<number, { retiredAt?: string | undefined }>>;
  /** Keys that are there beside the known ones. */
  keysBeside(known: ReadonlyMap<number, unknown>): Promise<ReadonlyMap<number, Buffer>>;
  /** Makes a data key; one that is there under the number stays as it is. */
  make(number: number): Promise<void>;
  retire(numbers: readonly number[], at: string): Promise<void>;
}

/** Where encrypted data keys are kept; the table, in the product. */
export interface DataKeyStore {
  list(): Promise<ReadonlyMap<number, StoredDataKey>>;
  /** Keeps a key under its number; whoever is faster wins. */
  add(number: number, encrypted: Uint8Array): Promise<void>;
  retire(number: number, at: string): Promise<void>;
  /** Keeps the mark of the pepper beside the keys that were made with it, unless one is there. @returns the one that is there */
  pepperMark(mark: string): Promise<string>;
}

export interface StoredDataKey {
  readonly encrypted: Uint8Array;
  readonly retiredAt?: string | undefined;
}
