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
