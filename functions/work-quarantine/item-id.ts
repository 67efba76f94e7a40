import { parseRowId, type RowId } from '../../lib/feeds/quarantine.ts';
import { Problem } from '../../lib/runtime/problem.ts';

export type ItemId =
  | ({ readonly kind: 'row' } & RowId)
  | { readonly kind: 'removal'; readonly list: string; readonly entry: string };

/** `<list>~<entry>`. The id of a row is `<run>.<row>`. Both contain no personal data. */
export const removalIdOf = ({ list, entry }: { list: string; entry: string }): string => `${list}~${entry}`;

/** @throws Problem 404 if the text is not an id of an item */
export function parseItemId(id: string): ItemId {
  const row = parseRowId(id);
  if (row) return { kind: 'row', ...row };
  const removal = /^([a-z-]+\.[a-z0-9-]+)~([\w-]{22}\.[\w-]{22}(?:\.[\w-]{3,120})?)$/.exec(id);
  if (removal) return { kind: 'removal', list: removal[1] ?? '', entry: removal[2] ?? '' };
  throw unknownItem();
}

export const unknownItem = (): Problem =>
  new Problem(404, 'unknown-item', 'Nothing of this id waits for a person. Use an id of GET /v1/quarantine.');
