import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../infra/cli/client.ts';
import { type FunctionDefinition, functions, type Route } from '../../infra/system.ts';
import type { Scope } from '../../lib/shared/scope.ts';
import { operations } from '../../schemas/openapi.ts';
import {
  type AuthorizationCase,
  authorizationMatrix,
  eachOf,
  outcomeOf,
  statusOf,
} from '../support/authorization-matrix.ts';
import { allScopes, type Connector, refusalOf, startConnector } from '../support/connector.ts';
import { honestToken, hostileHeaders, type TrustedIssuer } from '../support/hostile-tokens.ts';
import { pharmacy, registry } from '../support/records.ts';

const routes = (Object.values(functions) as FunctionDefinition[]).flatMap(
  ({ startedBy }): readonly Route[] => startedBy.routes ?? [],
);
const closed = routes.filter(({ authorized }) => authorized);
const scopes = allScopes.split(' ');

let connector: Connector;
let trusted: TrustedIssuer;
let matrix: AuthorizationCase[];
let runId: string;
beforeAll(async () => {
  connector = await startConnector();
  trusted = connector.issuer;
  runId = (await connector.submit('registry', registry)).runId;
  const examples = { source: 'registry', runId };
  matrix = authorizationMatrix(routes, { operations, scopes, examples });
});
afterAll(() => connector.stop());

describe('who may do what', () => {
  it('is declared for every route, and the contract knows no other', () => {
    const known = routes.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(operations).sort()).toEqual(known.sort());
  });

  it('cannot be left out: a closed route without a scope, and a public one with a scope, are no matrix', () => {
    const [method, path] = ['GET', '/v1/new'] as const;
    const matrixOf = (authorized: boolean, scope?: Scope) => () =>
      authorizationMatrix([{ method, path, authorized }], {
        operations: {
          'GET /v1/new': {
            summary: 'New',
            answer: { status: 200, description: 'New' },
            ...(scope && { scope }),
          },
        },
        scopes,
        examples: { source: 'registry', runId: 'x' },
      });
    expect(matrixOf(true)).toThrow('a scope is declared for a public route, or none for a closed one');
    expect(matrixOf(false, 'files:read')).toThrow('a scope is declared');
    expect(matrixOf(true, 'files:read')()).toHaveLength(scopes.length + 4);
  });

  it('is enforced on every route for no token, each scope alone, all others together and made-up ones', async () => {
    const tokens = new Map<string, string>();
    const keyOf = ({ scope, division = '' }: Pick<AuthorizationCase, 'scope' | 'division'>): string =>
      `${scope}/${division}`;
    for (const { scope, division } of matrix)
      if (scope !== undefined && !tokens.has(keyOf({ scope, ...(division && { division }) })))
        tokens.set(
          keyOf({ scope, ...(division && { division }) }),
          `Bearer ${await honestToken(trusted, scope, division)}`,
        );
    const surprises: string[] = [];
    await eachOf(matrix, async ({ name, expected, ...request }) => {
      const token = request.scope === undefined ? undefined : tokens.get(keyOf(request));
      const outcome = outcomeOf(await statusOf(connector.apiUrl, request, token));
      if (outcome !== expected) surprises.push(`${name}: ${outcome}, not ${expected}`);
    });
    expect(surprises).toEqual([]);
    expect(matrix.length).toBeGreaterThan(routes.length * scopes.length);
  });

  it('is separate for each source: a sender of one writes nothing of another', () => {
    const bound = matrix.filter(
      ({ path, scope }) =>
        path.includes('/feeds/registry/') && !path.endsWith('/template') && /^feeds:\S+$/.test(scope ?? ''),
    );
    const admitted = bound.filter(({ expected }) => expected === 'admitted');
    expect(new Set(admitted.map(({ scope }) => scope))).toEqual(new Set(['feeds:write:registry']));
    expect(bound.length).toBeGreaterThan(5 * admitted.length);
  });
});

describe('a token of a prefecture', () => {
  const officerOf = (division: string) =>
    connector.as('prefecture', allScopes, { person: `officer-${division}`, division });
  const asked = { scheme: 'uscc', id: pharmacy.id, category: 'pharmacy', reason: '核查' };

  it('opens the files of its own subjects, and those of another prefecture do not exist', async () => {
    const [own, other] = [await officerOf('5401'), await officerOf('5402')];
    expect(await own.call('POST', '/v1/files/query', asked)).toMatchObject({
      basic: { name: pharmacy.name },
    });
    expect(await refusalOf(other.call('POST', '/v1/files/query', asked))).toBe('404 unknown-subject');
  });

  it('sees the rows that were sent for it, and no others', async () => {
    const [own, other] = [await officerOf('5401'), await officerOf('5402')];
    const row = { ...registry[1], id: '91540100MA6T1000X0' };
    const runId = await own.submit('registry', 'file', new TextEncoder().encode(JSON.stringify([row])));
    expect(await own.follow(runId)).toMatchObject({ quarantined: 1 });
    const listed = async (officer: Client) =>
      ((await officer.call('GET', '/v1/quarantine?source=registry')) as { items: { id: string }[] }).items;
    expect((await listed(own)).map(({ id }) => id)).toEqual([`${runId}.1`]);
    expect(await listed(other)).toEqual([]);
    expect(await own.call('GET', `/v1/quarantine/${runId}.1`)).toMatchObject({ state: 'waiting' });
    expect(await refusalOf(other.call('GET', `/v1/quarantine/${runId}.1`))).toBe('404 unknown-item');
  });

  it('does nothing for the whole region', async () => {
    const own = await officerOf('5401');
    for (const path of ['/v1/cycles/2026/evaluation', '/v1/receivers/directory/reconciliation'])
      expect(await refusalOf(own.call('POST', path, {}))).toBe('403 region-only');
  });

  it('names the officer, not the agency, where two persons are asked for', async () => {
    const one = await connector.as('bureau', allScopes, { person: 'zhaxi', name: '扎西' });
    const asking = {
      purpose: 'supervision',
      reference: 'x',
      subjects: [{ scheme: 'uscc', id: pharmacy.id }],
    };
    await one.call('POST', '/v1/grades/query', asking);
    const month = connector.today();
    const { receipts } = (await connector.client.call(
      'GET',
      `/v1/receipts?agency=bureau&from=${month}&to=${month}`,
    )) as { receipts: object[] };
    expect(receipts.at(-1)).toMatchObject({ agency: 'bureau', by: 'zhaxi' });
  });
});

describe('a run', () => {
  const answerTo = async (path: string, agency: string, scope: string): Promise<string> => {
    const authorization = `Bearer ${await connector.token(agency, scope)}`;
    const response = await fetch(`${connector.apiUrl}${path}`, { headers: { authorization } });
    return `${response.status} ${(await response.text()).replace(/"requestId":"[^"]*"/, '')}`;
  };
  const [own, other] = ['feeds:write:registry', 'feeds:write:court'];

  it.each([
    ['another agency with the scope of its source', 'another', own],
    ['another agency with the scope of another source', 'another', other],
    ['its sender without the scope of its source', 'tests', other],
  ])('and its answer file do not exist for %s', async (_who, agency, scope) => {
    for (const route of ['', '/answer']) {
      const missing = await answerTo(`/v1/feeds/runs/01NOSUCHRUN000000000000000${route}`, agency, scope);
      expect(missing).toMatch(/^404 .*unknown-run/);
      expect(await answerTo(`/v1/feeds/runs/${runId}${route}`, agency, scope)).toBe(missing);
    }
  });

  it('is shown to its sender and to the bureau, and of nobody else it is said whether it exists', async () => {
    expect(await answerTo(`/v1/feeds/runs/${runId}`, 'tests', own)).toMatch(/^200 /);
    expect(await answerTo(`/v1/feeds/runs/${runId}/answer`, 'tests', own)).toMatch(/^200 /);
    expect(await answerTo(`/v1/feeds/runs/${runId}`, 'bureau', 'runs:read')).toMatch(/^200 /);
    for (const id of [runId, 'nothing'])
      expect(await answerTo(`/v1/feeds/runs/${id}`, 'another', 'files:read')).toMatch(/^403 /);
  });
});

it('another method, or another spelling of an address, opens nothing', async () => {
  const known = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const requests = routes.flatMap(({ path, authorized }) => {
    const plain = path.replace(/\{\w+\}/g, 'nothing');
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].filter(
      (method) => !known.has(`${method} ${path}`),
    );
    const spellings = authorized
      ? [
          `${plain}/`,
          `/${plain}`,
          plain.toUpperCase(),
          `${plain}%2F`,
          `${plain};x`,
          `/x/..${plain}`,
          `${plain}?x=/health`,
        ]
      : [];
    return [
      ...methods.map((method) => ({ method, path: plain })),
      ...spellings.flatMap((path) => ['GET', 'POST'].map((method) => ({ method, path }))),
    ];
  });
  const surprises: string[] = [];
  await eachOf(requests, async (request) => {
    const status = await statusOf(connector.apiUrl, request);
    if (![401, 403, 404, 405].includes(status))
      surprises.push(`${request.method} ${request.path}: ${status}`);
  });
  expect(surprises).toEqual([]);
});

/**
 * Headers that only the gateway's own check refuses. The emulated gateway does not check them
 * (`test/deploy/README.md`).
 */
const gatewaysAlone = process.env['DEPLOYMENTS'] ? ['an extension nobody knows'] : [];

describe('a token', () => {
  it('that is forged, stale, or meant for somebody else opens no route', async () => {
    const headers = Object.entries(await hostileHeaders(trusted, allScopes)).filter(
      ([what]) => !gatewaysAlone.includes(what),
    );
    const attempts = matrix
      .filter(({ scope, expected }) => scope === undefined && expected === 401)
      .flatMap((request) => headers.map(([what, header]) => ({ request, what, header })));
    expect(attempts).toHaveLength(closed.length * headers.length);
    const surprises: string[] = [];
    await eachOf(attempts, async ({ request, what, header }) => {
      const status = await statusOf(connector.apiUrl, request, header);
      if (status !== 401) surprises.push(`${request.name.replace('no token', what)}: ${status}`);
    });
    expect(surprises).toEqual([]);
  });

  it('in the address instead of the header opens nothing', async () => {
    const token = await honestToken(trusted, allScopes);
    for (const name of ['access_token', 'token', 'authorization']) {
      const path = `/v1/deliveries?${name}=${token}`;
      expect(await statusOf(connector.apiUrl, { method: 'GET', path })).toBe(401);
    }
  });
});
