import { it } from 'vitest';

/**
 * Skips a test on a deployed stack. Used for behaviour that only the local host has; a comment at each test gives the
 * cause.
 */
export const onLocalHost = it.skipIf(Boolean(process.env['DEPLOYMENTS']));
