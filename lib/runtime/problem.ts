import { type ProblemCode, problemReasons } from '../../schemas/reasons/problems/index.ts';
import { explanationOf } from '../../schemas/reasons/reason.ts';

/** An error answer: `application/problem+json` (RFC 9457) with a stable `code`; its words stand in `schemas/reasons/problems/`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail what happened, to what, and what to do; names nobody */
  constructor(
    status: number,
    code: ProblemCode,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`${code}: ${detail}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.headers = headers;
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'No valid token',
  403: 'The token does not allow this',
  404: 'There is no such thing',
  405: 'The address does not take this method',
  409: 'The state does not allow this',
  413: 'The request is too large',
  415: 'The format is not known',
  429: 'Too many requests',
  500: 'The connector failed',
  501: 'This part is not built yet',
  503: 'The connector cannot do this now',
};

/** The body of a problem as it is sent. */
export const problemBody = (problem: Problem, requestId: string) => ({
  type: `urn:credit-connector:problem:${problem.code}`,
  title: titles[problem.status] ?? 'The request failed',
  status: problem.status,
  code: problem.code,
  detail: problem.detail,
  explanation: explanationOf(problemReasons, problem.code),
  requestId,
});
