/** One entry of a section. Its view is made only when its page is answered. */
export interface Entry {
  /** Tells it from the others of its section. */
  readonly id: string;
  readonly view: () => object;
  /** What is shown of it when it is larger than a whole answer. */
  readonly shortened?: (() => object) | undefined;
}

export interface SectionPage {
  readonly views: readonly object[];
  readonly bytes: number;
  /** The first entry that did not fit, and its place in the page. */
  readonly rest?: { readonly id: string; readonly offset: number } | undefined;
}

/**
 * The bytes that a value takes in an answer. A function hands its answer over as text within JSON, so what JSON escapes
 * counts twice.
 */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(value)));

/**
 * As many entries as there is room for. With `atLeastOne` the first entry is shown whatever its size, shortened if it
 * has to be: a page without entries would never come to an end.
 */
export async function pageSection(
  entries: AsyncIterable<Entry> | Iterable<Entry>,
  { limit, room, atLeastOne }: { limit: number; room: number; atLeastOne: boolean },
): Promise<SectionPage> {
  const views: object[] = [];
  let bytes = 0;
  for await (const { id, view, shortened = view } of entries) {
    const rest = { id, offset: views.length };
    if (views.length === limit) return { views, bytes, rest };
    let shown = view();
    let size = bytesOf(shown);
    if (bytes + size > room) {
      if (!atLeastOne || views.length > 0) return { views, bytes, rest };
      shown = shortened();
      size = bytesOf(shown);
    }
    views.push(shown);
    bytes += size;
  }
  return { views, bytes };
}
