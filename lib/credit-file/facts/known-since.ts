import type { Origin } from './fact.ts';

/**
 * The instant from which what a row says is known and counts: its receipt, or of a finding that waited for a second
 * officer (policy parameter `findings.review`) the confirmation. In which order senders said things is `arrivalOf`.
 */
export const knownSince = ({ receivedAt, confirmation }: Origin): string => confirmation?.at ?? receivedAt;
