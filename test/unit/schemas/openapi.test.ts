import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { functions } from '../../../infra/system.ts';
import { purposes } from '../../../lib/regulation/purposes.ts';
import { purposeCodes } from '../../../lib/shared/purpose.ts';
import { openApiDocument, operations } from '../../../schemas/openapi.ts';
import { examples } from '../../../schemas/operations/examples.ts';

interface Said {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly tags: readonly string[];
  readonly responses: Readonly<Record<string, { links?: Record<string, { operationId: string }> }>>;
}
const document = openApiDocument() as {
  readonly paths: Record<string, Record<string, Said>>;
  readonly tags: readonly { readonly name: string }[];
  readonly components: {
    readonly schemas: Record<string, object>;
    readonly responses: Record<string, object>;
  };
};
const { paths } = document;
const said = new Map(
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => [`${method.toUpperCase()} ${path}`, one] as const),
  ),
);
const routes = Object.values(functions).flatMap(({ startedBy }) =>
  'routes' in startedBy ? [...startedBy.routes] : [],
);

describe('the contract', () => {
  it('says every route of the system, no other, and which need a token', () => {
    const needed = routes.map(({ method, path, authorized }) => [`${method} ${path}`, authorized]);
    expect([...said].map(([route, { security }]) => [route, security.length > 0]).sort()).toEqual(
      needed.sort(),
    );
  });

  it('names each operation once, and links lead to operations', () => {
    const ids = [...said.values()].map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const linked = [...said.values()].flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ links = {} }) => Object.values(links)),
    );
    expect(linked.length).toBeGreaterThan(20);
    expect(linked.filter(({ operationId }) => !ids.includes(operationId))).toEqual([]);
  });

  it.each([...said])(
    '%s says which statuses it answers with, and leaves none open',
    (_route, { responses, security }) => {
      const statuses = Object.keys(responses);
      expect(statuses).not.toContain('default');
      expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
      if (security.length > 0) expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
    },
  );

  it('names the shapes that requests and answers have, and the words that they may say', () => {
    const { schemas } = document.components;
    for (const name of ['GradesQuery', 'GradesAnswer', 'GradeChange', 'RunView', 'Problem', 'ObjectionView'])
      expect(schemas).toHaveProperty(name);
    for (const name of ['Category', 'Grade', 'Scheme', 'Source', 'Purpose', 'ProblemCode', 'RowReason'])
      expect(schemas[name]).toMatchObject({ type: 'string', enum: expect.any(Array) });
    expect(schemas['GradesQuery']).toMatchObject({
      properties: { purpose: { $ref: '#/components/schemas/Purpose' } },
    });
    expect(schemas['Problem']).toMatchObject({
      properties: { code: { $ref: '#/components/schemas/ProblemCode' } },
    });
    const inline = [...said].filter(([, one]) =>
      /"application\/json":\{"schema":\{"(?!\$ref)/.test(JSON.stringify(one)),
    );
    expect(inline.map(([route]) => route)).toEqual([]);
  });

  it('has the purposes that the regulation opens', () => {
    expect(purposes.map(({ code }) => code).sort()).toEqual([...purposeCodes].sort());
  });

  it('describes every group of operations that it uses', () => {
    const used = new Set([...said.values()].flatMap(({ tags }) => tags));
    expect(document.tags.map(({ name }) => name).sort()).toEqual([...used].sort());
  });

  it.each(Object.entries(examples))('shows at %s what it takes and answers', (route, { body, answer }) => {
    const operation = operations[route];
    if (body !== undefined)
      expect((operation?.body as z.ZodType | undefined)?.safeParse(body).success).toBe(true);
    if (answer !== undefined) expect(operation?.answer.schema?.safeParse(answer).success).toBe(true);
  });

  it('has a problem as the body of every refusal', () => {
    for (const [name, response] of Object.entries(document.components.responses))
      expect(response, name).toMatchObject({
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      });
    const refusals = [...said].flatMap(([, { responses }]) =>
      Object.entries(responses).filter(([status]) => status >= '4'),
    );
    expect(refusals.every(([status, one]) => JSON.stringify(one).includes(`/Refusal${status}`))).toBe(true);
  });

  it('says of a file that it is bytes', () => {
    const file = said.get('PUT /v1/feeds/{source}/files/{name}');
    expect(JSON.stringify(file)).toContain(
      '"application/octet-stream":{"schema":{"type":"string","minLength":1,"format":"binary"}}',
    );
    expect(JSON.stringify(said.get('GET /v1/repairs/{id}/notice'))).toContain('"format":"binary"');
  });
});
