import type { Grade } from '../../shared/grade.ts';

/** Whose measures: items (一), (二) and (三) of Art. 22 to 26. */
export type Holder = 'institution' | 'staff' | 'insured-person';

/** Code and wording of a measure. */
export type WordedMeasure = readonly [code: string, wording: string];

/** The measures of every grade and holder, in the order of the text. */
export type MeasureWordings = Readonly<Record<Grade, Readonly<Record<Holder, readonly WordedMeasure[]>>>>;
