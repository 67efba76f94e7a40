import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Codes of a 400 answer to a request that the schemas allow, and why a schema cannot express the condition. */
const beyondSchemas: Readonly<Record<string, string>> = {
  'invalid-cursor': 'a cursor is what an earlier page gave',
  'bad-cursor': 'a cursor is what an earlier page gave',
  'invalid-identifier': 'numbers have check digits',
  'invalid-period': 'one day is after the other',
  'period-too-long': 'the distance of two days',
  'source-missing': 'a parameter that needs another one',
  'address-refused': 'where an address leads',
  'unknown-purpose': 'purposes are a list with days that the bureau keeps',
  'unknown-template': 'templates of the source in the address',
  'unknown-attachment': 'evidence must have been handed in',
  'same-attachment': 'evidence of one application differs from document to document',
  'name-required': 'what the scheme and the category say together',
  'authorisation-missing': 'an agent needs evidence',
  'received-in-future': 'today',
  'date-in-future': 'today',
  'dates-contradict': 'days of the list it is about',
  'nothing-named': 'what the objection named',
  'invalid-correction': 'measured values of the table of the contested year',
  'invalid-addition': 'the contested year, and what is in the file',
  'nothing-corrected': 'what kind of item it is',
  'unknown-column': 'columns of the row it is about',
  'same-subject': 'two subjects that are one',
  'invalid-notice': 'days of the year in the address',
  'invalid-policy': 'parameters and their bounds (`lib/regulation/policy.ts`)',
  'invalid-name': 'file names: categories of characters, and what a name begins with',
  'type-mismatch': 'what the bytes of a file are',
};

/** What an `invalid-request` may still say about a draft of a table. */
const beyondSchemasOfTables = [/the weights sum to/, /bands must ascend/, /stands twice/];

interface Scenario {
  readonly ScenarioFinished?: {
    readonly recorder: {
      readonly cases: Readonly<Record<string, { value: Case }>>;
      readonly interactions: Readonly<Record<string, { response?: Response | null }>>;
    };
  };
}
interface Case {
  readonly method: string;
  readonly path: string;
  readonly meta?: { readonly generation: { readonly mode: string } } | null;
}
interface Response {
  readonly status_code: number;
  readonly content?: { readonly $base64?: string } | null;
}

export interface Report {
  /** How often each status was answered. */
  readonly answers: ReadonlyMap<number, number>;
  /** Operations that succeeded at least once. */
  readonly succeeded: ReadonlySet<string>;
  /** Operations that refused a request without a token. */
  readonly guarded: ReadonlySet<string>;
  /** Refusals of requests that the contract allows, without a reason that the contract gives. */
  readonly unexplained: ReadonlySet<string>;
}

/** Reads what the fuzzer recorded of every request. */
export async function readReport(path: string): Promise<Report> {
  const answers = new Map<number, number>();
  const succeeded = new Set<string>();
  const guarded = new Set<string>();
  const unexplained = new Set<string>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const { cases = {}, interactions = {} } = (JSON.parse(line) as Scenario).ScenarioFinished?.recorder ?? {};
    for (const [id, { value }] of Object.entries(cases)) {
      const response = interactions[id]?.response;
      if (!response) continue;
      const route = `${value.method} ${value.path}`;
      answers.set(response.status_code, (answers.get(response.status_code) ?? 0) + 1);
      if (response.status_code < 300) succeeded.add(route);
      if (response.status_code === 401) guarded.add(route);
      const refusal = value.meta?.generation.mode === 'positive' ? unexplainedIn(response) : undefined;
      if (refusal) unexplained.add(`${route}: ${refusal.slice(0, 300)}`);
    }
  }
  return { answers, succeeded, guarded, unexplained };
}

function unexplainedIn({ status_code, content }: Response): string | undefined {
  if (status_code !== 400) return undefined;
  const body = Buffer.from(content?.$base64 ?? '', 'base64').toString();
  const { code = '', detail = '' } = JSON.parse(body) as { code?: string; detail?: string };
  if (code in beyondSchemas) return undefined;
  const parts = detail.split('. Correct these fields')[0]?.split('; ') ?? [];
  const isOfTables =
    code === 'invalid-request' &&
    parts.every((part) => beyondSchemasOfTables.some((known) => known.test(part)));
  return isOfTables ? undefined : `${code}: ${detail}`;
}
