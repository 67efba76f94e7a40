import type { Example } from './planted.ts';

interface Parameter {
  readonly name: string;
  example?: unknown;
}
interface OperationObject {
  readonly security?: readonly unknown[];
  readonly parameters?: Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { example?: unknown }>> };
}
export interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
}

/** The routes of a contract whose path begins with `begin`. */
export const routesOf = ({ paths }: Contract, begin: string): [route: string, needsToken: boolean][] =>
  Object.entries(paths)
    .filter(([path]) => path.startsWith(begin))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security = [] }]): [string, boolean] => [
        `${method.toUpperCase()} ${path}`,
        security.length > 0,
      ]),
    );

/**
 * The served contract, with requests about existing things as examples.
 * @throws for a route that the contract lacks
 */
export function withExamples(served: Contract, examples: Readonly<Record<string, Example>>): Contract {
  const contract = structuredClone(served);
  for (const [route, { params = {}, body }] of Object.entries(examples)) {
    const [method = '', path = ''] = route.split(' ');
    const operation = contract.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`the contract has no ${route}`);
    for (const parameter of operation.parameters ?? []) {
      if (parameter.name in params) parameter.example = params[parameter.name];
    }
    const json = operation.requestBody?.content['application/json'];
    if (json && body) json.example = body;
  }
  return contract;
}
