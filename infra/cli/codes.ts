import { parseArgs } from 'node:util';
import { type CodeRemains, countedTwiceAt, remainsOf } from '../../lib/credit-file/code-remains.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { openGiven } from './verify.ts';

const usage = `Finds medical-insurance codes that the registry gave to a subject while records stayed under the code, as releases before
this one left them: facts that the subject lacks, and institutions that count the code and the subject.

  npm run -s codes                       in the data folder .data, of a running connector or a stopped one
  npm run -s codes -- --data-dir DIR     in another data folder
  npm run -s codes -- --table NAME       in a table on AWS, with the credentials of the environment

Reads only. Prints each finding as a line that begins with the code. Two officers mend it: each sends
POST /v1/codes/mending {"code": …}. Exit code 0 without findings, 1 with some, 2 when it could not look.`;

/** Every code of a table of which something is left. */
export async function* codeRemains(folders: FolderStore): AsyncGenerator<CodeRemains> {
  let after: string | undefined;
  do {
    const page = await folders.scanParties({ shard: 0, shards: 1, after, limit: 1000 });
    for (const party of page.parties) {
      const folder = await folders.readFolder(party);
      yield* await remainsOf(folder, folders);
      yield* await countedTwiceAt(folder, folders);
    }
    after = page.next;
  } while (after);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      'data-dir': { type: 'string' },
      table: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const { table, close } = await openGiven(values);
  let found = 0;
  for await (const { code, what, at, facts } of codeRemains(createFolderStore(table))) {
    found++;
    console.log(`${code} ${what} at ${at}: ${facts.length} facts`);
  }
  await close();
  console.log(`${found} findings`);
  return found === 0 ? 0 : 1;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`Could not look: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
