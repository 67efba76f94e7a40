import type { Route } from '../../infra/system.ts';
import type { Operations } from '../../schemas/operations/operation.ts';

/** A request with one kind of token, and the expected outcome. */
export interface AuthorizationCase {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Scopes separated by blanks. Undefined for no token at all. */
  readonly scope?: string;
  /** The division of the token; without it the region. */
  readonly division?: string;
  readonly expected: 'admitted' | 401 | 403;
}

/** Values for path parameters that must exist before a scope is checked. */
export interface Examples {
  readonly source: string;
  readonly runId: string;
}

/** A prefecture without subjects. */
const division = '5499';

/** Made-up scopes that resemble valid ones. */
const madeUp = '* feeds:write feeds:write: feeds:write:* grades:* Grades:Read files:read:all admin';

/**
 * Every route × no token, each scope alone, all scopes but the right ones, made-up ones, and all of a prefecture. It throws for a route that
 * is not public and declares no scope.
 */
export function authorizationMatrix(
  routes: readonly Route[],
  { operations, scopes, examples }: { operations: Operations; scopes: readonly string[]; examples: Examples },
): AuthorizationCase[] {
  const ofPrefecture = ({ method, path }: Route) =>
    isForAll(operations[`${method} ${path}`]) || operations[`${method} ${path}`]?.servesDivisions
      ? 'admitted'
      : 403;
  return routes.flatMap((route) => {
    const { method, path: template, authorized } = route;
    const request = { method, path: pathOf(template, examples) };
    const right = rightScopes(route, { operations, scopes, examples });
    const one = (token: string, expected: AuthorizationCase['expected'], scope?: string) => ({
      ...request,
      name: `${method} ${template} with ${token}`,
      expected,
      ...(scope !== undefined && { scope }),
    });
    const allowed = (scope: string) => (!authorized || right.includes(scope) ? 'admitted' : 403);
    const wrong = scopes.filter((scope) => !right.includes(scope));
    return [
      one('no token', authorized ? 401 : 'admitted'),
      ...scopes.map((scope) => one(scope, allowed(scope), scope)),
      ...(authorized
        ? [
            ...(wrong.length > 0 ? [one('every scope but its own', 403, wrong.join(' '))] : []),
            one('made-up scopes', isForAll(operations[`${method} ${template}`]) ? 'admitted' : 403, madeUp),
            { ...one('every scope, of a prefecture', ofPrefecture(route), scopes.join(' ')), division },
          ]
        : []),
    ];
  });
}

/** Any valid token opens it. */
const isForAll = (operation: Operations[string] | undefined): boolean => operation?.scope === 'any';

/**
 * The scopes of which one is sufficient. On a route without a source, the scope of any source is: what is not the
 * caller's own then does not exist for it.
 * @throws when contract and system disagree
 */
function rightScopes(
  { method, path, authorized }: Route,
  { operations, scopes, examples }: { operations: Operations; scopes: readonly string[]; examples: Examples },
): string[] {
  const operation = operations[`${method} ${path}`];
  if (!operation) throw new Error(`${method} ${path} is not in the contract`);
  const { scope, orScope } = operation;
  if (authorized !== (scope !== undefined))
    throw new Error(`${method} ${path}: a scope is declared for a public route, or none for a closed one`);
  if (scope === 'any') return [...scopes];
  const hasSource = path.includes('{source}');
  return [scope, orScope].flatMap((one) => {
    if (!one) return [];
    const start = one.replace('<source>', '');
    if (start !== one && !hasSource) return scopes.filter((known) => known.startsWith(start));
    return [one.replace('<source>', examples.source)];
  });
}

const pathOf = (template: string, examples: Examples): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => examples[name as keyof Examples] ?? 'nothing');

/** Sends a request without a body. This shows whether the caller is authorised and has little other effect. */
export async function statusOf(
  baseUrl: string,
  { method, path }: Pick<AuthorizationCase, 'method' | 'path'>,
  authorization?: string,
): Promise<number> {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
    ...(method === 'POST' && { body: '{}' }),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  return response.status;
}

/** The outcome of a request, in the terms of a case. */
export const outcomeOf = (status: number): number | 'admitted' =>
  status === 401 || status === 403 || status >= 500 ? status : 'admitted';

/** Runs work over all items, at most so many at a time. */
export async function eachOf<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
  atOnce = 8,
): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
