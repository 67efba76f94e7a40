/**
 * Timeouts and attempts of every AWS client. The default timeout of the SDK is 300 seconds, so that Lambda would end a
 * function before it could report the error. Four attempts of six seconds end within the 29 seconds of most functions.
 *
 * `socketTimeout` limits the silence of a connection. `requestTimeout` would include the time that a request waits for
 * one of the client's 50 connections. The SDK counts timeouts of 6,000 ms and more from three seconds after the start.
 */
export const awsLimits = {
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 10_000, socketTimeout: 5_900 },
} as const;

/** For a look whether a service answers: whoever asks waits for it. */
export const lookLimits = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1000, socketTimeout: 1500 },
} as const;

/** For S3: the time until an answer begins. A body may be silent for as long as its reader does not read. */
export const objectLimits = {
  maxAttempts: awsLimits.maxAttempts,
  requestHandler: { connectionTimeout: 10_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;
