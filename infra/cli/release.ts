import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { keyIn, makeRelease } from '../release/make-archive.ts';
import { root } from '../supply/packages.ts';

const usage = `Builds the archive that is installed without a network, and the statement of where it comes from.

  npm run release [-- --to DIR]     into releases, or DIR

RELEASE_KEY names a file with the Ed25519 key (PEM, PKCS 8) that signs the statement. Without it the statement is unsigned.
Fetches Node.js for amd64 and arm64 from the registry once. Two builds of one commit are equal to the byte.`;

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' }, to: { type: 'string' } } });
if (values.help) console.log(usage);
else
  try {
    const to = values.to ?? join(root, 'releases');
    const made = await makeRelease({ to, key: keyIn(process.env['RELEASE_KEY']) });
    console.log(`${made.sha256}  ${made.archive}`);
    console.log(
      made.isSigned
        ? `${made.statement} is signed.`
        : `${made.statement} IS NOT SIGNED: set RELEASE_KEY to a file with an Ed25519 key.`,
    );
  } catch (error) {
    console.error(`No archive was made: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
