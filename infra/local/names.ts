/** Names of the local resources. On AWS the stack makes its own. */
export const region = 'local-1';
export const tableName = 'credit-connector';
export const feedBucket = 'credit-connector-feeds';

/** File in a data folder that says where its engines listen, while a connector runs on it. */
export const endpointsFile = 'engines.json';
