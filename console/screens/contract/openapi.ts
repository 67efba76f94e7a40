/** The parts of an OpenAPI 3.1 document that are shown. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

export interface Parameter {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

interface Answer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Content;
}

interface OperationObject {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses?: Readonly<Record<string, Answer>>;
}

export interface Document {
  readonly openapi: string;
  /** A description begins with the group's name in Chinese and a colon. */
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation extends OperationObject {
  /** `GET /v1/deliveries`. */
  readonly route: string;
  readonly method: string;
  readonly path: string;
}

export const operationsOf = ({ paths = {} }: Document): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      route: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
    })),
  );

/** What `#/components/…` names; anything else is itself. */
export function resolved<Part extends object>(part: Part & { readonly $ref?: string }, of: Document): Part {
  if (!part.$ref) return part;
  const [, , kind = '', name = ''] = part.$ref.split('/');
  return (of.components?.[kind]?.[name] ?? part) as Part;
}

export interface Group {
  readonly name: string;
  readonly operations: readonly Operation[];
}

/** Operations by tag, in the contract's order; with `sought`, those whose address, summary or group has the text. */
export function groupsOf(document: Document, sought = ''): Group[] {
  const text = sought.trim().toLowerCase();
  const operations = operationsOf(document);
  return (document.tags ?? [])
    .map(({ name: tag, description = tag }) => {
      const name = description.split(':')[0] ?? tag;
      const has = ({ route, summary }: Operation): boolean =>
        `${route} ${summary} ${name}`.toLowerCase().includes(text);
      return { name, operations: operations.filter((one) => one.tags?.includes(tag) && has(one)) };
    })
    .filter((group) => group.operations.length > 0);
}

const depthMost = 6;

/** A value that has the form of a schema, with what it requires alone: a start for a request. */
export function exampleOf(schema: Schema, of: Document, depth = 0): unknown {
  const { enum: words, const: only, default: usual, anyOf, oneOf, allOf, ...known } = resolved(schema, of);
  if (usual !== undefined) return usual;
  if (only !== undefined) return only;
  if (words) return words[0];
  const [first] = anyOf ?? oneOf ?? allOf ?? [];
  if (first) return exampleOf(first, of, depth + 1);
  if (depth > depthMost) return null;
  switch ([known.type].flat()[0]) {
    case 'object':
      return Object.fromEntries(
        (known.required ?? []).map((name) => [
          name,
          exampleOf(known.properties?.[name] ?? {}, of, depth + 1),
        ]),
      );
    case 'array':
      return known.items ? [exampleOf(known.items, of, depth + 1)] : [];
    case 'integer':
    case 'number':
      return Math.max(known.minimum ?? 1, 0);
    case 'boolean':
      return false;
    case 'string':
      return known.format === 'date' ? '2026-01-01' : '';
    default:
      return null;
  }
}
