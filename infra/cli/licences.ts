import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { licencesDocument } from '../supply/licences.ts';
import { root } from '../supply/packages.ts';

/** Writes the licences of what is deployed. */
writeFileSync(join(root, 'LICENSES.md'), licencesDocument());
console.log('LICENSES.md is written.');
