import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { type FunctionName, functions } from './system.ts';

const root = join(import.meta.dirname, '..');

/** Packages of CommonJS form ask for `require`, which an ES module lacks. */
const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

export interface Bundle {
  readonly name: FunctionName;
  /** The folder that is deployed: `index.mjs` alone; its source map lies beside the folder. */
  readonly folder: string;
  readonly bytes: number;
}

/** Bundles every function with its SDK clients: ES module, minified, source maps kept apart. */
export function bundleFunctions(output = join(root, 'dist')): Bundle[] {
  rmSync(output, { recursive: true, force: true });
  return (Object.keys(functions) as FunctionName[]).map((name) => {
    const folder = join(output, 'functions', name);
    const built = buildSync({
      entryPoints: [join(root, functions[name].entry)],
      outfile: join(folder, 'index.mjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      mainFields: ['module', 'main'],
      minify: true,
      sourcemap: 'external',
      banner: { js: banner },
      write: false,
      logLevel: 'error',
    });
    let bytes = 0;
    for (const { path, contents } of built.outputFiles) {
      const isMap = path.endsWith('.map');
      const target = isMap ? join(output, 'maps', name, basename(path)) : path;
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, contents);
      if (!isMap) bytes += contents.length;
    }
    return { name, folder, bytes };
  });
}
