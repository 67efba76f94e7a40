/** A refusal or failure of the connector, as it says it (`application/problem+json`). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  /** HTTP status. */
  readonly status: number;
  /** A stable word of the contract; `gateway` where the gateway refused before the connector was asked. */
  readonly code: string;
  /** What happened and what to do, in Chinese; empty where the gateway refused. */
  readonly explanation: string;
  /** To be named when the bureau is asked about it. */
  readonly requestId: string | undefined;
  /** The earliest time of another try in milliseconds from now, where the answer says one (`Retry-After`). */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(said: {
    readonly status: number;
    readonly code: string;
    readonly detail: string;
    readonly explanation?: string | undefined;
    readonly requestId?: string | undefined;
    readonly retryAfterMilliseconds?: number | undefined;
  }) {
    super(`${said.code}: ${said.detail}`);
    this.status = said.status;
    this.code = said.code;
    this.explanation = said.explanation ?? '';
    this.requestId = said.requestId;
    this.retryAfterMilliseconds = said.retryAfterMilliseconds;
  }
}

/** No answer came: no connection, or not within the time limit. `cause` says which. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The problem that an answer reports. */
export async function problemOf(response: Response, now: number): Promise<ProblemError> {
  const text = await response.text().catch(() => '');
  const said = asObject(text);
  const word = (name: string): string | undefined =>
    typeof said[name] === 'string' ? (said[name] as string) : undefined;
  return new ProblemError({
    status: response.status,
    code: word('code') ?? 'gateway',
    detail: word('detail') ?? word('message') ?? (response.statusText || 'no detail was given'),
    explanation: word('explanation'),
    requestId: word('requestId'),
    retryAfterMilliseconds: retryAfter(response.headers.get('retry-after'), now),
  });
}

function asObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `Retry-After` in milliseconds from now: seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  const at = /^[A-Z][a-z]+, .* GMT$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
