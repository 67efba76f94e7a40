import * as z from 'zod';

/** One operation of the contract: what it does, who may, what goes in and what comes out. */
export interface Operation {
  readonly summary: string;
  readonly scope?: string;
  /** A second scope that is enough by itself. */
  readonly orScope?: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | 'file';
  /** Of a file: types it may have; any when left out. */
  readonly fileTypes?: readonly string[];
  readonly answer: {
    readonly status: number;
    /** JSON; without it the answer is a file. */
    readonly schema?: z.ZodType;
    /** Of a file: types it may have. */
    readonly types?: readonly string[];
    readonly headers?: Readonly<Record<string, string>>;
    /** Also as CSV, for who sends `accept: text/csv`. */
    readonly isTableToo?: true;
    readonly description: string;
  };
  /** Statuses of refusals beyond those that follow from scope, parameters and body (`openapi.ts`). */
  readonly refusals?: readonly Refusal[];
}

/** What a caller did, or the state of things, stands in the way. */
export type Refusal = 403 | 404 | 409 | 415 | 503;

/** Operations by route, as in `infra/system.ts`. */
export type Operations = Readonly<Record<string, Operation>>;

export const id = z.object({ id: z.string() });
