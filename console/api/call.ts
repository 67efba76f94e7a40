import { type AnyInput, addressOf } from '../../schemas/operations/address.ts';
import { type CallFailure, failureOf, offline } from './failure.ts';
import type { AnswerOf, InputOf, RouteName } from './operation-types.ts';

/** Gives the token of a call, and hears when it is not taken any more. */
export interface Bearer {
  token(): Promise<string | undefined>;
  refused(): void;
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
