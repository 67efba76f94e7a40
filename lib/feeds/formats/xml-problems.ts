import { columnLimit, FileProblem } from './format.ts';
import type { XmlProblems } from './strict-xml.ts';

/** The problems of a list of records, of which so many have begun. */
export function xmlProblems(count: () => number): XmlProblems {
  const where = (): string => (count() === 0 ? 'before its first record' : `at record ${count()}`);
  return {
    broken: () => new FileProblem('broken-xml', `The file is not XML ${where()}. Export it again.`),
    doctype: () =>
      new FileProblem(
        'doctype-refused',
        'The file has a DOCTYPE. Export it without one: entities are not read.',
      ),
    where: () => `What the file holds ${where()}`,
  };
}

export const tooManyFields = (count: number): FileProblem =>
  new FileProblem(
    'too-many-columns',
    `Record ${count} has more than ${columnLimit} fields. Export the template's columns only.`,
  );
