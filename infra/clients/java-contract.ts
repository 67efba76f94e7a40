import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../../schemas/openapi.ts';

/** What an agency calls. The officers' operations are those of the console. */
const tags: ReadonlySet<string> = new Set(['feeds', 'grades', 'files', 'ledger', 'me']);
const intMost = 2 ** 31 - 1;

type Part = { [name: string]: unknown };
interface Document extends Part {
  paths: Record<string, Record<string, Part>>;
  tags: { readonly name: string }[];
  components: Record<string, Record<string, Part>>;
}

/**
 * The contract in the form that the generator of the Java client reads: an agency's operations and what they use. Answers
 * may have fields that this release does not know, since a later connector has more; whole numbers are 64 bits.
 */
function javaContract(): object {
  const document = openApiDocument() as Document;
  const paths = Object.entries(document.paths).flatMap(([path, methods]) => {
    const kept = Object.entries(methods).filter(([, one]) =>
      (one['tags'] as string[]).some((tag) => tags.has(tag)),
    );
    return kept.length > 0 ? [[path, Object.fromEntries(kept)] as const] : [];
  });
  const contract: Document = {
    ...document,
    tags: document.tags.filter(({ name }) => tags.has(name)),
    paths: Object.fromEntries(paths),
  };
  soften(contract);
  contract.components = usedIn(contract);
  return contract;
}

function soften(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const schema = part as Part;
  if (schema['additionalProperties'] === false) delete schema['additionalProperties'];
  delete schema['links'];
  // The generator takes the constant `true` for a text.
  if (schema['const'] === true) {
    delete schema['const'];
    schema['type'] = 'boolean';
  }
  if (schema['type'] === 'integer' && !(Number(schema['maximum'] ?? intMost + 1) <= intMost))
    Object.assign(schema, { format: 'int64', minimum: undefined, maximum: undefined });
  for (const inner of Object.values(schema)) soften(inner);
}

/** The components that a contract leads to. */
function usedIn(contract: Document): Document['components'] {
  const { securitySchemes = {}, ...others } = contract.components;
  const used: Document['components'] = { securitySchemes };
  const open: unknown[] = [contract.paths];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    for (const [, kind = '', name = ''] of JSON.stringify(part).matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      const found = others[kind]?.[name];
      if (!found || used[kind]?.[name]) continue;
      used[kind] = { ...used[kind], [name]: found };
      open.push(found);
    }
  }
  return used;
}

const file = join(import.meta.dirname, '../../clients/java/client/contract.json');
writeFileSync(file, `${JSON.stringify(javaContract(), null, 1)}\n`);
