import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pepperMarkOf } from '../../lib/runtime/vault.ts';
import { partition, sort } from '../../lib/store/keys.ts';
import { openData, openTableOnAws } from './verify.ts';

const usage = `The pepper: the secret with which numbers of people become keys.

  npm run -s pepper -- compare FILE                   whether the text in FILE is the pepper of the data folder .data
  npm run -s pepper -- compare FILE --data-dir DIR    of another data folder
  npm run -s pepper -- compare FILE --table NAME      of a table on AWS, with the credentials of the environment
  npm run -s pepper -- replace                        says why there is no such command, and what to do instead

Needs the table alone, not the pepper, and prints neither. Exit code 0 when FILE is another text, 1 when it is the pepper,
2 when it could not look.`;

const noReplacement = `The pepper is not replaced. Subjects would get other keys, but the ledger and the receivers hold record ids made from
the old ones, in an order that is signed and cannot be written anew: whoever has the old pepper and can read the ledger
would still tell whose entries they are. docs/operations/pepper.md says what depends on the pepper and what it would take.

Where somebody may have seen it: docs/operations/runbook.md, "Rotating the pepper". In short: compare what leaked with it, close its
readers, and close who can read table, exports, logs and ledger: the pepper without any of these tells nothing.`;

/** The secret as it may have been found: as plain text, or in the encoding of a key file. */
const spellings = (text: string): Buffer[] => [Buffer.from(text, 'utf8'), Buffer.from(text, 'base64')];

async function isPepper(
  file: string,
  { table: name, dataDir }: { table?: string | undefined; dataDir: string },
): Promise<boolean> {
  const { table, close } = name ? openTableOnAws(name) : await openData(dataDir);
  try {
    const mark = (await table.get(partition.keys, sort.pepper))?.['mark']?.S;
    if (!mark) throw new Error('No host has opened this data with a pepper yet.');
    return spellings(readFileSync(file, 'utf8').trim()).some((pepper) => pepperMarkOf(pepper) === mark);
  } finally {
    await close();
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      'data-dir': { type: 'string' },
      table: { type: 'string' },
    },
  });
  const [command, file] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (command === 'replace') {
    console.error(noReplacement);
    return 2;
  }
  if (command !== 'compare' || !file) {
    console.error(usage);
    return 2;
  }
  const dataDir = resolve(values['data-dir'] ?? process.env['DATA_DIR'] ?? '.data');
  const isIt = await isPepper(file, { table: values.table, dataDir });
  console.log(
    isIt
      ? 'It is the pepper of this data: see docs/operations/runbook.md, "Rotating the pepper".'
      : 'It is another text.',
  );
  return isIt ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`Could not look: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
