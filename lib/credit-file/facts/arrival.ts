import type { Origin } from './fact.ts';

/**
 * The order in which senders said things: the instant a file was received, then the row within it. Both are fixed when
 * a file arrives, so the order in which its rows are processed does not matter. Compares and sorts as text.
 */
export const arrivalOf = ({ origin }: { readonly origin: Origin }): string =>
  `${origin.receivedAt}/${origin.run}/${String(origin.row).padStart(9, '0')}`;

type Arrived = { readonly origin: Origin; readonly key: string };

export const latestArrivalFirst = (a: Arrived, b: Arrived): number => {
  const [first, second] = [arrivalOf(a), arrivalOf(b)];
  if (first !== second) return first < second ? 1 : -1;
  return a.key < b.key ? -1 : 1;
};
