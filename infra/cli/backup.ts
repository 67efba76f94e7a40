import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { restore } from '../backup/restore.ts';
import { save } from '../backup/save.ts';
import { openStores } from '../backup/stores.ts';
import { withSecretFiles } from '../local/secret-files.ts';

const usage = `Saves everything that a connector of one's own machine stores, and puts it back.

  npm run -s backup -- save DIR       into an empty folder: items, files, keys, and SHA256SUMS at last
  npm run -s backup -- restore DIR    into an empty table, bucket and data folder, of the same engines or others

The connector must be stopped. Environment: as for npm start (DATA_DIR, DYNAMODB_ENDPOINT, S3_ENDPOINT, …).
The folder has the keys of all personal data in it: whoever has it can read everything.
Exit code 0 when all was saved or restored, 1 when not.`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' } },
});
const [verb, given] = positionals;
if (values.help) console.log(usage);
else if ((verb !== 'save' && verb !== 'restore') || !given) {
  console.error(usage);
  process.exitCode = 2;
} else
  try {
    const stores = await openStores(withSecretFiles(process.env));
    const folder = resolve(given);
    try {
      console.log(
        JSON.stringify(verb === 'save' ? await save(stores, folder) : await restore(stores, folder)),
      );
    } finally {
      await stores.stop();
    }
  } catch (error) {
    console.error(`The ${verb} ended: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
