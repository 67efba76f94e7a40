import {
  callerWith,
  type HttpAnswer,
  type HttpRequest,
  type RouteHandler,
} from '../../lib/runtime/http-handler.ts';

/** A route for officers of operations; `by` is the agency of the token. */
export const officerRoute =
  (work: (request: HttpRequest, by: string) => Promise<HttpAnswer>): RouteHandler =>
  async (request) =>
    work(request, callerWith(request, 'operations:write').agency);
