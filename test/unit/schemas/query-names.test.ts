import { expect, it } from 'vitest';
import * as z from 'zod';
import { queryNames, refuseUnknown } from '../../../lib/runtime/query-names.ts';
import { operations } from '../../../schemas/openapi.ts';

it('each route takes the query parameters that the contract names, and no other', () => {
  const named = Object.entries(operations).flatMap(([route, { query }]) =>
    query instanceof z.ZodObject ? [[route, Object.keys(query.shape).sort()] as const] : [],
  );
  const taken = Object.entries(queryNames).map(([route, names]) => [route, [...names].sort()] as const);
  expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(named));
});

it('a misspelt parameter is refused with those that the route takes', () => {
  expect(() => refuseUnknown('GET /v1/grades/changes', { cursor: 'x' })).toThrow(/after, limit/);
  expect(() => refuseUnknown('GET /health', { a: '1' })).toThrow(/takes none/);
  expect(refuseUnknown('GET /v1/grades/changes', { after: 'x' })).toBeUndefined();
});
