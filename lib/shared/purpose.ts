/** Purposes of a grade query (使用目的); what each opens: `lib/regulation/purposes.ts`. */
export const purposeCodes = ['supervision', 'self', 'licensing', 'procurement'] as const;
export type PurposeCode = (typeof purposeCodes)[number];
