/** Empty forms: annex 1, annex 3, and the page on how dishonesty information can be repaired. */
export const formNames = ['objection', 'repair', 'repair-guide'] as const;
export type FormName = (typeof formNames)[number];
