import { subjectIn, subjectText } from '../credit-file/facts/subject.ts';
import type { SubjectIndex } from '../credit-file/ports.ts';
import { type Category, categories, isInstitution } from '../shared/category.ts';
import type { Scheme } from '../shared/scheme.ts';
import { keyed } from './folder-items.ts';
import { partition, sort } from './keys.ts';
import { onlyIfAbsent, type Table, text } from './table.ts';

/** Subjects by name and by identifier, and institutions of which something is public. */
export const createSubjectIndex = (table: Table): SubjectIndex => ({
  async likelyStrangers(parties) {
    const keys = parties.flatMap(({ party, scheme }) =>
      categoriesOf(scheme).map((category) => ({ pk: partition.party(party), sk: sort.file(category) })),
    );
    const found = await table.existing(keys);
    return new Set(
      parties.filter(({ party }) => !found.has(partition.party(party))).map(({ party }) => party),
    );
  },
  async addName(nameDigest, { party, category }) {
    await table.put(keyed(partition.name(nameDigest), `${category}.${party}`), onlyIfAbsent);
  },
  async subjectsNamed(nameDigest) {
    const items = await Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(partition.name(nameDigest)) },
        ConsistentRead: true,
      }),
    );
    return items.map((item) => subjectIn(item['sk']?.S ?? ''));
  },
  async noteDisclosed(subject) {
    await table.put(keyed(partition.disclosures, subjectText(subject)));
  },
  async disclosed() {
    const items = await Array.fromAsync(
      table.query({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': text(partition.disclosures) },
      }),
    );
    return items.map((item) => subjectIn(item['sk']?.S ?? ''));
  },
});

/** The categories whose subjects are identified by the scheme. */
const categoriesOf = (scheme: Scheme): readonly Category[] =>
  categories.filter(
    (category) => scheme === 'medins-code' || isInstitution(category) === (scheme === 'uscc'),
  );
