import { waitingReasons } from '../../schemas/reasons/rows/index.ts';

/** Why something waits, in a few words: those that the answers use. */
export const waitingTitle = (code: string): string =>
  Object.entries(waitingReasons).find(([known]) => known === code)?.[1].title ?? code;
