import { Fault, type FaultCode } from './fault.ts';

/** An error of the SDK. Errors of the network have no HTTP status. */
interface SdkError extends Error {
  readonly $metadata?: {
    readonly httpStatusCode?: number | undefined;
    /** Attempts that the SDK made for the request. */
    readonly attempts?: number | undefined;
  };
}

/** Expired temporary credentials. The SDK does not retry with them. A new execution environment has new ones. */
const expired = /^(ExpiredToken|RequestExpired|TokenRefreshRequired|CredentialsProviderError)/;
const refused =
  /^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|MissingAuthenticationToken|NotAuthorized)/;
const throttled = /Throttl|SlowDown|ThroughputExceeded|LimitExceeded|TooManyRequests/;

/**
 * The fault for an error of AWS, after the attempts of the SDK. A Fault is returned unchanged.
 * @param what what failed, without personal data: the text is logged
 */
export function awsFault(cause: unknown, code: FaultCode, what: string): Fault {
  if (cause instanceof Fault) return cause;
  const { name, $metadata } = (cause instanceof Error ? cause : new Error(String(cause))) as SdkError;
  const status = $metadata?.httpStatusCode ?? 0;
  const isExpired = expired.test(name);
  const isRefused = isExpired || refused.test(name) || status === 401 || status === 403;
  const isClientError = status >= 400 && status < 500 && status !== 429 && !throttled.test(name);
  // The runbook's entry of `key-unavailable` includes missing rights.
  return new Fault(
    isRefused && code === 'store-unavailable' ? 'access-refused' : code,
    `${what} (${name}).`,
    {
      retryable: isExpired || !isClientError,
      cause,
    },
  );
}

/** Whether the SDK made more than one attempt: an earlier one may have taken effect although its answer was lost. */
export const wasRetried = (error: unknown): boolean => ((error as SdkError).$metadata?.attempts ?? 1) > 1;
