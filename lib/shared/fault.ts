/** Codes of faults; each has a heading in `docs/operations/runbook.md` (a test compares the two lists). */
export const faultCodes = [
  'setting-missing',
  'key-unavailable',
  'pepper-changed',
  'store-unavailable',
  'store-contention',
  'subject-failed',
  'access-refused',
  'object-missing',
  'message-unreadable',
  'sealed-value-unreadable',
  'receiver-unavailable',
  'data-newer',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** An error that does not occur in correct operation. The host retries it if it is `retryable`. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly retryable: boolean;

  constructor(code: FaultCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable ?? true;
  }
}
