import { fileQuery, gradesAnswer, gradesQuery } from '../api.ts';
import { fileAnswer } from '../file.ts';
import type { Operations } from './operation.ts';

/** Questions about grades and files. */
export const gradeOperations: Operations = {
  'POST /v1/grades/query': {
    summary: 'Grades of up to 100 subjects, as far as the purpose opens them',
    scope: 'grades:read',
    body: gradesQuery,
    answer: { status: 200, schema: gradesAnswer, description: 'One result a subject, in order' },
  },
  'POST /v1/files/query': {
    summary: 'The whole credit file, every point explained',
    scope: 'files:read',
    body: fileQuery,
    answer: { status: 200, schema: fileAnswer, description: 'The credit file' },
    refusals: [404],
  },
};
