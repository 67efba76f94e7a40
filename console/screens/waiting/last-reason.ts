import type { Detail } from './item.ts';
import type { Way } from './ways.ts';

/** The reason given last for the same, offered for the next one. In memory, for this sitting. */
const given = new Map<string, string>();

const keyOf = ({ source, reason }: Pick<Detail, 'source' | 'reason'>, way: Way): string =>
  `${source} ${reason} ${way}`;

export const lastReason = (item: Pick<Detail, 'source' | 'reason'>, way: Way): string =>
  given.get(keyOf(item, way)) ?? '';

export const rememberReason = (item: Pick<Detail, 'source' | 'reason'>, way: Way, reason: string): void => {
  given.set(keyOf(item, way), reason);
};
