import type { ColumnDefinition } from './feed.ts';

/** A column without which a file is not read, by the names it goes by; the official one first. */
export const required = (...names: string[]): ColumnDefinition => ({ names, required: true });

/** A column that a file may have. */
export const optional = (...names: string[]): ColumnDefinition => ({ names });
