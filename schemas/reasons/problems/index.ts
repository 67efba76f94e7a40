import type { Reasons } from '../reason.ts';
import { runReasons } from '../run-problems.ts';
import { caseReasons } from './cases.ts';
import { cycleReasons } from './cycles.ts';
import { deliveryProblemReasons } from './deliveries.ts';
import { feedReasons } from './feeds.ts';
import { quarantineReasons } from './quarantine.ts';
import { repairReasons } from './repairs.ts';
import { requestReasons } from './requests.ts';
import { subscriptionProblemReasons } from './subscriptions.ts';

/**
 * Why a request is refused, by `code` of its answer. The answer to a file that could not be read has the code of its
 * run; where a request has a code of that name too, its own words stand.
 */
export const problemReasons = {
  ...runReasons,
  ...requestReasons,
  ...feedReasons,
  ...quarantineReasons,
  ...caseReasons,
  ...repairReasons,
  ...cycleReasons,
  ...deliveryProblemReasons,
  ...subscriptionProblemReasons,
} as const satisfies Reasons;
export type ProblemCode = keyof typeof problemReasons;
