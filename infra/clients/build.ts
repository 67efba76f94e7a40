import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { writeDeclarations } from './declarations.ts';
import { noticesOf } from './notices.ts';

const root = join(import.meta.dirname, '../..');
const client = join(root, 'clients/typescript');
const dist = join(client, 'dist');

/** Builds `@credit-connector/client`: one ESM file that needs nothing but Node, its declarations, and notices. */
rmSync(dist, { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [join(client, 'src/index.ts')],
  outfile: join(dist, 'index.js'),
  bundle: true,
  platform: 'node',
  // The ESM form of each package: a bundled `require` of a part of Node does not run.
  mainFields: ['module', 'main'],
  format: 'esm',
  target: 'node20',
  metafile: true,
  absWorkingDir: root,
  legalComments: 'none',
  logLevel: 'warning',
});
writeFileSync(join(dist, 'NOTICES.txt'), noticesOf(Object.keys(metafile.inputs)));
writeDeclarations(dist);
process.stdout.write(
  `clients/typescript/dist/index.js ${Math.round(statSync(join(dist, 'index.js')).size / 1024)} kB\n`,
);
