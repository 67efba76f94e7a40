import type { Listed, Size } from './sightings.ts';

/** A folder with its subfolders, on this machine or on a server. Paths are relative to it: `name` or `folder/name`. */
export interface Files {
  /** Everything in it, or in a subfolder. Links are not followed. */
  list(folder?: string): Promise<Listed[]>;
  /** What lies there; undefined when nothing does. Links are not followed. */
  stat(path: string): Promise<{ kind: Listed['kind']; size: Size } | undefined>;
  ensureFolder(name: string): Promise<void>;
  /** Copies a file to this machine. @returns its SHA-256 */
  fetch(path: string, to: string): Promise<string>;
  /** Moves a file to a name where nothing lies. */
  move(from: string, to: string): Promise<void>;
  /** Writes a file as a whole: under its name stands nothing, or all of it. Replaces what is there. */
  put(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  close(): Promise<void>;
}
