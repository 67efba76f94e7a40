/** Names of the local resources; on AWS the stack makes its own. */
export const region = 'local-1';
export const tableName = 'credit-connector';
export const feedBucket = 'credit-connector-feeds';
