export { afterFailure, afterSuccess, type BreakerState, breakerAllows } from './breaker.ts';
export {
  createDirectoryClient,
  type DirectoryClient,
  type DirectoryOutcome,
  type RowRefusal,
} from './directory/client.ts';
export {
  type DirectoryMessage,
  type DirectoryRow,
  type DirectorySettings,
  directoryRow,
  directorySettings,
} from './directory/message.ts';
export type { ReceiverFailure } from './post-json.ts';
export { allowedLookup, isAllowedAddress, literalOf, networksOf, PrivateAddress } from './public-address.ts';
export { longestRetrySeconds, nextAttempt, retrySchedule } from './retry.ts';
export { longestRetryAfterSeconds, retryAfterOf } from './retry-after.ts';
export {
  createSettlementClient,
  type SettlementAnswer,
  type SettlementClient,
  type SettlementMessage,
  suspensionRow,
} from './settlement/client.ts';
export { settlementSettings, signedText } from './settlement/envelope.ts';
export { createSigner, type Signer, type SigningSettings, signingSettings } from './settlement/signer.ts';
export { addressFault } from './subscriber/address.ts';
export {
  postEvent,
  type SubscriberAgents,
  type SubscriberAnswer,
  subscriberAgents,
} from './subscriber/post-event.ts';
export { newSecret, secretBytes, signedHeaders } from './subscriber/signature.ts';
