/** Access to the keys of personal data: in a file on one machine, in KMS and Secrets Manager on AWS. */
export interface KeyProvider {
  /** Undefined for a function that does not hash identifiers and is therefore not given the pepper. */
  pepper(): Promise<Buffer | undefined>;
  /** Every data key, and when it was retired. Values sealed with a retired key exist in backups only. */
  list(): Promise<ReadonlyMap<number, { retiredAt?: string | undefined }>>;
  /** Keys that are not among the known ones. */
  keysBeside(known: ReadonlyMap<number, unknown>): Promise<ReadonlyMap<number, Buffer>>;
  /** Makes a data key. An existing key with the number stays as it is. */
  make(number: number): Promise<void>;
  retire(numbers: readonly number[], at: string): Promise<void>;
}

/** Storage of encrypted data keys; in the product this is the table. */
export interface DataKeyStore {
  list(): Promise<ReadonlyMap<number, StoredDataKey>>;
  /** Stores a key under its number. If several hosts do so at once, the first one wins. */
  add(number: number, encrypted: Uint8Array): Promise<void>;
  retire(number: number, at: string): Promise<void>;
  /** Stores the mark of the pepper beside the data keys, unless there is one. @returns the stored mark */
  pepperMark(mark: string): Promise<string>;
}

export interface StoredDataKey {
  readonly encrypted: Uint8Array;
  readonly retiredAt?: string | undefined;
}
