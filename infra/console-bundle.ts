import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..');
const page = 'page.html';

export interface ConsoleAsset {
  readonly name: string;
  readonly bytes: number;
  /** Bytes as they are sent to a browser that takes gzip. */
  readonly sentBytes: number;
}

/**
 * Bundles the officers' screens into a folder: `page.html`, and scripts and styles named by their content. Each script and
 * style stands there packed as well, because the gateway packs nothing. Chromium 90 is the oldest browser that runs it.
 */
export async function bundleConsole(folder: string): Promise<ConsoleAsset[]> {
  const built = await build({
    entryPoints: [join(root, 'console/main.tsx')],
    outdir: folder,
    entryNames: 'console',
    bundle: true,
    format: 'esm',
    target: 'chrome90',
    jsx: 'automatic',
    minify: true,
    charset: 'utf8',
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'error',
  });
  mkdirSync(folder, { recursive: true });
  const assets = built.outputFiles.map(({ path, contents }) => {
    const name = basename(path).replace('.', `-${digestOf(contents)}.`);
    const packed = gzipSync(contents, { level: 9 });
    writeFileSync(join(folder, name), contents);
    writeFileSync(join(folder, `${name}.gz`), packed);
    return { name, bytes: contents.length, sentBytes: packed.length };
  });
  const template = readFileSync(join(root, 'console', page), 'utf8');
  const tags = assets.map(({ name }) => tagOf(name)).join('\n');
  writeFileSync(join(folder, page), template.replace('<!-- assets -->', tags));
  return assets;
}

const digestOf = (contents: Uint8Array): string =>
  createHash('sha256').update(contents).digest('hex').slice(0, 12);

const tagOf = (name: string): string =>
  name.endsWith('.css')
    ? `<link rel="stylesheet" href="console/${name}">`
    : `<script type="module" src="console/${name}"></script>`;
