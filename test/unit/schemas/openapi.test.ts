import { describe, expect, it } from 'vitest';
import { functions } from '../../../infra/system.ts';
import { openApiDocument } from '../../../schemas/openapi.ts';

interface Said {
  readonly operationId: string;
  readonly security?: unknown;
  readonly responses: Readonly<Record<string, { links?: Record<string, { operationId: string }> }>>;
}
const { paths } = openApiDocument() as { paths: Record<string, Record<string, Said>> };
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
    expect([...said].map(([route, { security }]) => [route, security !== undefined]).sort()).toEqual(
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
      if (security) expect(statuses).toEqual(expect.arrayContaining(['401', '403']));
    },
  );
});
