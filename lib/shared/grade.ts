/** Credit grade 信用等级, best to worst (Art. 16). */
export const grades = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof grades)[number];
