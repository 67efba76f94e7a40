import { type CallFailure, failureOf, offline } from './failure.ts';
import type { AnswerOf, InputOf, RouteName } from './operation-types.ts';

/** Gives the token of a call, and hears when it is not taken any more. */
export interface Bearer {
  token(): Promise<string | undefined>;
  refused(): void;
}

interface AnyInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

export interface Api {
  /** @throws CallFailure */
  call<Route extends RouteName>(
    route: Route,
    input: InputOf<Route>,
    signal?: AbortSignal,
  ): Promise<AnswerOf<Route>>;
  /** The answer of an operation that answers a file. @throws CallFailure */
  download<Route extends RouteName>(route: Route, input: InputOf<Route>): Promise<Response>;
  /** The answer as it is, refusals too: for trying the contract. @throws CallFailure when nothing answers */
  raw(route: string, input: AnyInput): Promise<Response>;
}

/** The address and method of a call, relative to the page: `v1/…`. */
export function addressOf(
  route: string,
  { params = {}, query = {} }: AnyInput,
): { method: string; address: string } {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .slice(1)
    .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
    ),
  ).toString();
  return { method, address: search ? `${filled}?${search}` : filled };
}

/** Evidence is of the type it is; a feed finds out itself what a file is. */
const fileType = (route: string, { type }: Blob): string =>
  route === 'PUT /v1/attachments/{attachment}' ? type : 'application/octet-stream';

/** Calls of the operations of the contract, typed by them. */
export function createApi(bearer: Bearer): Api {
  const ask = async (route: string, input: AnyInput, signal?: AbortSignal): Promise<Response> => {
    const token = await bearer.token();
    const { method, address } = addressOf(route, input);
    const isFile = input.body instanceof Blob;
    const response = await fetch(address, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(input.body !== undefined && {
          'content-type': isFile ? fileType(route, input.body as Blob) : 'application/json',
        }),
      },
      ...(input.body !== undefined && { body: isFile ? (input.body as Blob) : JSON.stringify(input.body) }),
      ...(signal && { signal }),
    }).catch((error: unknown): never => {
      throw signal?.aborted ? error : offline;
    });
    if (response.status === 401) bearer.refused();
    return response;
  };
  const send = async (route: string, input: AnyInput, signal?: AbortSignal): Promise<Response> => {
    const response = await ask(route, input, signal);
    if (response.ok) return response;
    throw (await failureOf(response)) satisfies CallFailure;
  };
  return {
    call: async (route, input, signal) =>
      (await (await send(route, input, signal)).json()) as AnswerOf<typeof route>,
    download: (route, input) => send(route, input),
    raw: (route, input) => ask(route, input),
  };
}
