import type { BlockList } from 'node:net';
import { networksOf } from '../../delivery/index.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { Fault } from '../../shared/fault.ts';

/**
 * `SUBSCRIPTION_NETWORKS`: private networks in which subscribers may be, separated by blanks (`10.20.0.0/16`); none by
 * default.
 * @throws Fault `setting-missing`
 */
export function subscriptionNetworksOf({ env }: Pick<Runtime, 'env'>): BlockList {
  const texts = (env['SUBSCRIPTION_NETWORKS'] ?? '').split(' ').filter(Boolean);
  try {
    return networksOf(texts);
  } catch (cause) {
    const message = 'SUBSCRIPTION_NETWORKS must be networks such as 10.20.0.0/16, separated by blanks.';
    throw new Fault('setting-missing', message, { retryable: false, cause });
  }
}

/**
 * `SUBSCRIPTION_FAILURE_DAYS`: days of failure after which a subscription is disabled (default 5).
 * @throws Fault `setting-missing`
 */
export function subscriptionFailureDaysOf({ env }: Pick<Runtime, 'env'>): number {
  const days = Number(env['SUBSCRIPTION_FAILURE_DAYS'] || 5);
  if (days > 0 && days <= 60) return days;
  throw new Fault('setting-missing', 'SUBSCRIPTION_FAILURE_DAYS must be a number of days up to 60.', {
    retryable: false,
  });
}
