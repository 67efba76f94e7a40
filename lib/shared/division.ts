/** A token of the region (`54`), or one that names no division, sees every subject. */
export const isRegion = (area: string | undefined): boolean => area === undefined || /^\d{2}$/.test(area);

/**
 * Whether the division of a subject lies in the area that a token acts for (Art. 6). What has no division is the region's
 * alone.
 * @param division of a subject, as the registry gives it: `540102`
 * @param area of a token: `54`, `5401`
 */
export const liesIn = (division: string | undefined, area: string | undefined): boolean =>
  isRegion(area) || (area !== undefined && division?.startsWith(area) === true);
