import { describe, expect, it } from 'vitest';
import {
  type Document,
  exampleOf,
  groupsOf,
  operationsOf,
} from '../../../console/screens/contract/openapi.ts';
import { openApiDocument, operations } from '../../../schemas/openapi.ts';
import { policyRequest } from '../../../schemas/policies.ts';

const document = openApiDocument() as Document;
const all = operationsOf(document);

describe('the contract on the screen', () => {
  it('has every operation, each in one group', () => {
    expect(all.map(({ route }) => route).sort()).toEqual(Object.keys(operations).sort());
    const grouped = groupsOf(document).flatMap((group) => group.operations.map(({ route }) => route));
    expect(grouped.sort()).toEqual(all.map(({ route }) => route).sort());
  });

  it('has a Chinese name for every group', () => {
    expect(groupsOf(document).filter(({ name }) => !/[\u4e00-\u9fff]/.test(name))).toEqual([]);
  });

  it('is searched by address, summary and group', () => {
    const found = (text: string) => groupsOf(document, text).flatMap((group) => group.operations);
    expect(found('/v1/me').map(({ route }) => route)).toEqual(['GET /v1/me']);
    expect(found('推送').every(({ path }) => path.startsWith('/v1/deliveries'))).toBe(true);
    expect(found('no such thing')).toEqual([]);
  });

  it('begins a request with everything that it requires, in its form', () => {
    const body = all.find(({ route }) => route === 'POST /v1/policies')?.requestBody;
    const example = exampleOf(body?.content['application/json']?.schema ?? {}, document);
    const given = { parameter: 'score.cap', value: '102', reason: '试行' };
    expect(Object.keys(example as object).sort()).toEqual(['from', 'parameter', 'reason', 'value']);
    expect(policyRequest.safeParse({ ...(example as object), ...given }).success).toBe(true);
  });

  it('has an example of the body of every operation', () => {
    for (const { route, requestBody } of all) {
      const schema = requestBody?.content['application/json']?.schema;
      if (schema) expect(typeof exampleOf(schema, document), route).toBe('object');
    }
  });
});
