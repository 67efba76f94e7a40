import type { Origin } from './fact.ts';

/** The origin of a fact that came from an officer, at an instant, and not from a file. */
export const officerOrigin = (by: string, at: string): Origin => ({
  run: '',
  row: 0,
  batch: 0,
  fileSha256: '',
  source: 'medical-insurance',
  by,
  receivedAt: at,
});
