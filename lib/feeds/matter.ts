/** What was done, in the authority's words: the cells that say it, once each, in one text. */
export const matterOf = (...texts: readonly string[]): string =>
  [...new Set(texts.filter(Boolean))].join('；');
