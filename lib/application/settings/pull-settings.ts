import * as z from 'zod';
import type { Runtime } from '../../runtime/runtime.ts';
import { readSecret } from '../../runtime/secrets.ts';
import { sources } from '../../shared/source.ts';
import { parsedJson, parsedSetting } from './parsed-setting.ts';

const parameter = z.string().regex(/^[\w.-]{1,60}$/);

/** `x-tif`: the signed headers that are common on government gateways (docs/formats.md 13). */
const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('bearer') }),
  z.strictObject({ kind: z.literal('x-tif'), paasid: z.string().regex(/^[\w.-]{1,100}$/) }),
]);

/** A URL without user, password or fragment. Credentials belong in the secret. */
const address = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !/[@#]/.test(url), 'must hold no credential and no fragment');

const pullSource = z
  .strictObject({
    /** Used in keys and logs, and as the name of the endpoint's token in the secret. */
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    source: z.enum(sources),
    url: address,
    /** `cursor` continues after the last page. `since` asks for all pages since the day of the last pass. */
    mode: z.enum(['cursor', 'since']),
    cursorParam: parameter.default('cursor'),
    sinceParam: parameter.default('since'),
    pageParam: parameter.default('page'),
    limitParam: parameter.default('limit'),
    /** Path of the next cursor in the answer, for example `data.next`. */
    nextPath: z.string().min(1).max(200).default('next'),
    everyMinutes: z
      .number()
      .positive()
      .max(31 * 24 * 60)
      .default(60),
    /** Records per page. */
    pageLimit: z.int().min(1).max(10_000).default(500),
    timeoutSeconds: z.number().positive().max(120).default(30),
    /** True when each answer is the authority's whole list on one page. A name that is missing from it was removed. */
    wholeList: z.boolean().default(false),
    auth: auth.default({ kind: 'none' }),
    /** For an endpoint in the bureau's own network, and for one machine. It also allows plain http. */
    allowPrivateAddresses: z.boolean().default(false),
  })
  .refine(
    ({ url, allowPrivateAddresses }) => url.startsWith('https:') || allowPrivateAddresses,
    'must be https',
  )
  .refine(({ wholeList, mode }) => !wholeList || mode === 'cursor', 'since a day is no whole list');

/** An authority's endpoint that is pulled on a schedule. */
export type PullSource = z.infer<typeof pullSource>;

const pullSources = z
  .array(pullSource)
  .max(50)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'names must differ');

/** The setting `PULL_SOURCES`, a JSON list. @throws Fault `setting-missing` */
export const pullSourcesOf = (runtime: Pick<Runtime, 'env'>): PullSource[] =>
  parsedSetting(runtime, 'PULL_SOURCES', { schema: pullSources, otherwise: '[]' });

/**
 * Tokens by endpoint name: from Secrets Manager on AWS (`PULL_SECRET_ARN`), from `PULL_TOKENS` on one machine.
 * @throws Fault `key-unavailable`
 */
export async function pullTokensOf({ env }: Pick<Runtime, 'env'>): Promise<ReadonlyMap<string, string>> {
  const arn = env['PULL_SECRET_ARN'];
  const json = arn ? await readSecret(arn, 'the tokens of pulled authorities') : env['PULL_TOKENS'];
  const tokens = parsedJson('PULL_TOKENS', json || '{}', z.record(z.string(), z.string()));
  return new Map(Object.entries(tokens));
}
