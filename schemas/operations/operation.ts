import * as z from 'zod';
import type { Scope } from '../../lib/shared/scope.ts';

/** One operation of the contract: what it does, its scope, its input and its output. */
export interface Operation {
  readonly summary: string;
  /** `any`: a token of whatever scopes, of a division too. */
  readonly scope?: Scope | 'feeds:write:<source>' | 'any';
  /** A second scope that is sufficient by itself. */
  readonly orScope?: Scope;
  /** Also for tokens of a prefecture: shows and takes only what lies in their division. */
  readonly servesDivisions?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | 'file';
  /** File bodies only: the accepted types; `application/octet-stream` if absent. */
  readonly fileTypes?: readonly string[];
  readonly answer: {
    readonly status: number;
    /** JSON; without it the answer is a file. */
    readonly schema?: z.ZodType;
    /** File answers only: the possible types. */
    readonly types?: readonly string[];
    readonly headers?: Readonly<Record<string, string>>;
    /** Also as CSV, on `accept: text/csv`. */
    readonly isTableToo?: true;
    readonly description: string;
  };
  /** Statuses of refusals besides those that follow from scope, parameters and body (`operation-object.ts`). */
  readonly refusals?: readonly Refusal[];
}

/** The caller made an error, or the state does not allow the operation. */
export type Refusal = 403 | 404 | 409 | 415 | 503;

/** Operations by route, as in `infra/system.ts`. */
export type Operations = Readonly<Record<string, Operation>>;

export const id = z.object({ id: z.string() });
