import { join } from 'node:path';

/** Names of the local resources. On AWS the stack makes its own. */
export const region = 'local-1';
export const tableName = 'credit-connector';
export const feedBucket = 'credit-connector-feeds';

/**
 * Where Node keeps the sources it has compiled (`NODE_COMPILE_CACHE`): a process that is started again needs a third less
 * time. Node uses what fits and ignores the rest.
 */
export const compileCache =
  process.env['NODE_COMPILE_CACHE'] ?? join(import.meta.dirname, '../../node_modules/.cache/compile');

/** File in a data folder that says where its engines listen, while a connector runs on it. */
export const endpointsFile = 'engines.json';
