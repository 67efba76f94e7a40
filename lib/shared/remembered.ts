/** Longer texts may be parts of a larger one, which they would keep in memory. */
const longest = 12;

/**
 * A function of a text that remembers its results for short texts: days, kinds and the like repeat within a file.
 * @param compute must depend on its text alone
 * @param most results that are kept at a time
 */
export function remembered<Result>(
  compute: (text: string) => Result,
  most = 2_000,
): (text: string) => Result {
  const known = new Map<string, { readonly result: Result }>();
  return (text) => {
    if (text.length > longest) return compute(text);
    const before = known.get(text);
    if (before) return before.result;
    if (known.size >= most) known.clear();
    const result = compute(text);
    known.set(text, { result });
    return result;
  };
}
