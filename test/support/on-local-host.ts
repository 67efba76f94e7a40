import { it } from 'vitest';

/** For tests of what the local host alone has, or does otherwise than a deployed stack: the cause stands beside each. */
export const onLocalHost = it.skipIf(Boolean(process.env['DEPLOYMENTS']));
