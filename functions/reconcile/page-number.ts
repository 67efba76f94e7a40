/** Pages that one step reads at most. */
export const pagesAStep = 64;

/** Numbers a page by its slice and its place there, so that the cursor by which it was asked for is found again. */
export const pageNumber = (slice: number, place: number): number => slice * pagesAStep + place;

export const placeOfPage = (page: number): { slice: number; place: number } => ({
  slice: Math.floor(page / pagesAStep),
  place: page % pagesAStep,
});
