import type * as z from 'zod';
import type { contract } from '../openapi.ts';

type Contract = typeof contract;
/** An operation of the contract, as `GET /v1/reviews`. */
export type RouteName = keyof Contract;

type SchemaOf<Part> = Part extends z.ZodType ? z.input<Part> : Part extends 'file' ? Blob : never;
type Given<Route extends RouteName, Part extends string> =
  Contract[Route] extends Readonly<Record<Part, infer Found>>
    ? { readonly [P in Part]: SchemaOf<Found> }
    : object;
type Query<Route extends RouteName> =
  Contract[Route] extends Readonly<Record<'query', infer Found>>
    ? { readonly query?: SchemaOf<Found> }
    : object;

/** What a call of the operation is given: `params`, `query` and `body`, as its schemas say. */
export type InputOf<Route extends RouteName> = Given<Route, 'params'> & Query<Route> & Given<Route, 'body'>;

/** What it answers in JSON. */
export type AnswerOf<Route extends RouteName> = Contract[Route]['answer'] extends {
  readonly schema: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : never;

/** Every operation with what it takes and answers, for what writes the types out (`infra/clients/`). */
export type WrittenOut = {
  readonly [Route in RouteName]: { readonly input: InputOf<Route>; readonly answer: AnswerOf<Route> };
};
