/** Identifier schemes: GB 32100, GB 11643, and the national medical-insurance codes. */
export const schemes = ['uscc', 'resident-id', 'medins-code'] as const;
export type Scheme = (typeof schemes)[number];
