/** Names of the local resources; on AWS the stack makes its own. */
export const region = 'local-1';
export const tableName = 'credit-connector';
export const feedBucket = 'credit-connector-feeds';

/** In a data folder, while a connector runs on it: where its engines listen. */
export const endpointsFile = 'engines.json';
