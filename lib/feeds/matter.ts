/** What was done, in the authority's words: the texts of the given cells without repetition, joined. */
export const matterOf = (...texts: readonly string[]): string =>
  [...new Set(texts.filter(Boolean))].join('；');
