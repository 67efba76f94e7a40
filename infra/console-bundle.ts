import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Metafile } from 'esbuild';

const root = join(import.meta.dirname, '..');
const page = 'page.html';
const entry = 'console/main.tsx';

export interface ConsoleAsset {
  readonly name: string;
  readonly bytes: number;
  /** Bytes as they are sent to a browser that takes gzip. */
  readonly sentBytes: number;
  /** Loaded with the page. Others are loaded with the screens that need them. */
  readonly isFirst: boolean;
}

/**
 * Bundles the officers' screens into a folder: `page.html`, and scripts and styles named by their content. Each script and
 * style stands there packed as well, because the gateway packs nothing. Chromium 90 is the oldest browser that runs it.
 */
export async function bundleConsole(folder: string): Promise<ConsoleAsset[]> {
  const built = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: folder,
    entryNames: 'console-[hash]',
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    metafile: true,
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
  const first = firstOf(built.metafile.outputs);
  const assets = built.outputFiles.map(({ path, contents }) => {
    const name = basename(path);
    const packed = gzipSync(contents, { level: 9 });
    writeFileSync(join(folder, name), contents);
    writeFileSync(join(folder, `${name}.gz`), packed);
    return { name, bytes: contents.length, sentBytes: packed.length, isFirst: first.has(name) };
  });
  const template = readFileSync(join(root, 'console', page), 'utf8');
  const tags = assets.flatMap(({ name, isFirst }) => (isFirst ? [tagOf(name)] : [])).join('\n');
  writeFileSync(join(folder, page), template.replace('<!-- assets -->', tags));
  return assets;
}

/** Names of what the page loads: its script, what that imports at once, its styles. */
function firstOf(outputs: Metafile['outputs']): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (found.has(basename(path))) return;
    found.add(basename(path));
    const { imports = [], cssBundle } = outputs[path] ?? {};
    if (cssBundle) add(cssBundle);
    for (const one of imports) if (one.kind === 'import-statement') add(one.path);
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoint === entry) add(path);
  return found;
}

function tagOf(name: string): string {
  if (name.endsWith('.css')) return `<link rel="stylesheet" href="console/${name}">`;
  return name.startsWith('console-')
    ? `<script type="module" src="console/${name}"></script>`
    : `<link rel="modulepreload" href="console/${name}">`;
}
