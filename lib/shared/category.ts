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
