import type { FileStore } from '../credit-file/ports.ts';
import { fileItem, fileOf, folderOf } from './folder-items.ts';
import { partition, sort } from './keys.ts';
import { number, onlyIfAbsent, type Table, text } from './table.ts';

/** The credit files of a party, in the partition of its facts. A file is replaced as a whole, on the revision before. */
export const createFileStore = (table: Table): FileStore => ({
  async readFiles(party) {
    const items = table.query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :file)',
      ExpressionAttributeValues: { ':pk': text(partition.party(party)), ':file': text(sort.file('')) },
      ConsistentRead: true,
    });
    return folderOf(party, await Array.fromAsync(items)).files;
  },
  async readFile({ party, category }) {
    const item = await table.get(partition.party(party), sort.file(category));
    return item && fileOf(item);
  },
  async readFilesOf(subjects) {
    const keys = subjects.map(({ party, category }) => ({
      pk: partition.party(party),
      sk: sort.file(category),
    }));
    return (await table.getAll(keys)).map(fileOf);
  },
  putFile: (file) =>
    table.put(
      fileItem(file),
      file.revision === 1
        ? onlyIfAbsent
        : {
            ConditionExpression: 'revision = :before',
            ExpressionAttributeValues: { ':before': number(file.revision - 1) },
          },
    ),
});
