import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../supply/packages.ts';
import { makeSbom } from '../supply/sbom.ts';

/** Writes the bill of materials of a release. */
const file = join(root, 'dist/sbom.cdx.json');
mkdirSync(dirname(file), { recursive: true });
const sbom = makeSbom();
writeFileSync(file, `${JSON.stringify(sbom, undefined, 2)}\n`);
console.log(`dist/sbom.cdx.json: ${sbom.components.length} packages`);
