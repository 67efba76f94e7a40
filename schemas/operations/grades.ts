import { fileQuery, gradesAnswer, gradesQuery } from '../api.ts';
import { fileAnswer } from '../file.ts';
import type { Operations } from './operation.ts';

/** Queries for grades and files. */
export const gradeOperations = {
  'POST /v1/grades/query': {
    summary: 'Grades of up to 100 subjects, with the fields that the purpose opens',
    scope: 'grades:read',
    servesDivisions: true,
    body: gradesQuery,
    answer: { status: 200, schema: gradesAnswer, description: 'One result for each subject, in order' },
  },
  'POST /v1/files/query': {
    summary: 'The whole credit file, with an explanation of every point',
    scope: 'files:read',
    servesDivisions: true,
    body: fileQuery,
    answer: { status: 200, schema: fileAnswer, description: 'The credit file' },
    refusals: [404],
  },
} as const satisfies Operations;
