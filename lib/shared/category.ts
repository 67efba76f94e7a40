/** The kinds of credit subject (信用主体, Art. 4). The first six have an indicator table and so a grade. */
export const gradedCategories = [
  'medical-institution',
  'pharmacy',
  'pharmacist',
  'doctor',
  'nurse',
  'insured-person',
] as const;
export const categories = [...gradedCategories, 'employer', 'third-party'] as const;

export type GradedCategory = (typeof gradedCategories)[number];
export type Category = (typeof categories)[number];

const institutionCategories: ReadonlySet<Category> = new Set([
  'medical-institution',
  'pharmacy',
  'employer',
  'third-party',
]);
const staffCategories: ReadonlySet<Category> = new Set(['pharmacist', 'doctor', 'nurse']);

/** An institution (机构类信用主体) as opposed to a natural person (个人类信用主体). */
export const isInstitution = (category: Category): boolean => institutionCategories.has(category);

/** Medical staff (医药服务人员), the persons of Art. 22 to 26 (2). */
export const isStaff = (category: Category): boolean => staffCategories.has(category);

export const isGraded = (category: Category): category is GradedCategory =>
  (gradedCategories as readonly Category[]).includes(category);

/** Credit grade 信用等级, best to worst (Art. 16). */
export const grades = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof grades)[number];

/** Identifier schemes: GB 32100, GB 11643, and the national medical-insurance codes. */
export const schemes = ['uscc', 'resident-id', 'medins-code'] as const;
export type Scheme = (typeof schemes)[number];

/** Where records come from: `docs/interfaces.md`, Identifiers and codes. */
export const sources = [
  'market-supervision',
  'health-commission',
  'medical-insurance',
  'court',
  'credit-platform',
  'discipline-inspection',
  'registry',
] as const;
export type Source = (typeof sources)[number];
