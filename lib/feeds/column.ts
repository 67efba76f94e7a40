import type { ColumnDefinition } from './feed.ts';

/** A column that a file must have, with every name it is known by, the official name first. */
export const required = (...names: string[]): ColumnDefinition => ({ names, required: true });

/** A column that a file may have, with every name it is known by. */
export const optional = (...names: string[]): ColumnDefinition => ({ names });
