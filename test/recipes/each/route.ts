import type { Recipe } from '../recipe.ts';

/** Who may ask for grades can read which purposes there are. */
export const route: Recipe = {
  title: 'a route',
  folder: 'route',
  edits: [
    {
      file: 'infra/system.ts',
      at: `        route('GET', '/health', { authorized: false, perSecond: 20 }),\n`,
      put: 'after',
      text: `        route('GET', '/v1/purposes'),\n`,
    },
    {
      file: 'schemas/operations/grades.ts',
      at: `import { fileAnswer } from '../file.ts';\n`,
      put: 'after',
      text: `import { purposesAnswer } from '../purposes.ts';\n`,
    },
    {
      file: 'schemas/operations/grades.ts',
      at: `  'POST /v1/files/query': {\n`,
      put: 'before',
      text: `  'GET /v1/purposes': {
    summary: 'Purposes of queries, with what each opens today',
    scope: 'grades:read',
    answer: { status: 200, schema: purposesAnswer, description: 'Every purpose in force' },
  },
`,
    },
    {
      file: 'functions/describe-service/handler.ts',
      at: `import { callerOf, httpHandler, routeFor } from '../../lib/runtime/http-handler.ts';\n`,
      put: 'instead',
      text: `import { callerOf, callerWith, httpHandler, routeFor } from '../../lib/runtime/http-handler.ts';\n`,
    },
    {
      file: 'functions/describe-service/handler.ts',
      at: `import { openApiDocument } from '../../schemas/openapi.ts';\n`,
      put: 'after',
      text: `import { listPurposes } from './list-purposes.ts';\n`,
    },
    {
      file: 'functions/describe-service/handler.ts',
      at: `    'GET /health': async () => ({ status: 200, body: { status: 'ok' } }),\n`,
      put: 'after',
      text: `    'GET /v1/purposes': async (request) => {
      callerWith(request, 'grades:read');
      return { status: 200, body: listPurposes(runtime) };
    },
`,
    },
  ],
  concerns: ['test/unit/schemas', 'test/unit/infra/system.test.ts'],
};
