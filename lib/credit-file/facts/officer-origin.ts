import type { Origin } from './fact.ts';

/** Where a fact comes from that no file brought: an officer's word, at an instant. */
export const officerOrigin = (by: string, at: string): Origin => ({
  run: '',
  row: 0,
  batch: 0,
  fileSha256: '',
  source: 'medical-insurance',
  by,
  receivedAt: at,
});
