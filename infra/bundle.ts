import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { consoleFolderName } from '../lib/runtime/console-folder.ts';
import { noticeFontFile, noticeFontLicence, noticeFontSource } from '../lib/runtime/notice-font.ts';
import { bundleConsole } from './console-bundle.ts';
import {
  checksOnly,
  decimalsWhereUsed,
  scriptsOfTheFont,
  usedShapes,
  versionsOnly,
} from './lambda-only/parts-of-packages.ts';
import { type FunctionDefinition, type FunctionName, functions } from './system.ts';

const root = join(import.meta.dirname, '..');

/** Packages in CommonJS form call `require`, which an ES module lacks. */
const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * Replaces parts of the SDK that a Lambda never uses, and a decompressor that Node.js has. The build fails when a package
 * imports a name that a replacement lacks.
 */
const alias = {
  '@aws-sdk/endpoint-cache': join(root, 'infra/lambda-only/endpoint-cache.ts'),
  '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-only/credentials.ts'),
  '@smithy/core/event-streams': join(root, 'infra/lambda-only/event-streams.ts'),
  'brotli/decompress.js': join(root, 'infra/lambda-only/brotli.ts'),
};

/**
 * Settings that every bundle shares, the measured ones included (`test/bench/bundles.ts`): an ES module for Node.js on
 * Lambda, minified.
 */
export const lambdaModule = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  banner: { js: banner },
} satisfies BuildOptions;

/** What the bundles of functions have beyond that: what they leave out of packages. */
export const functionModule = {
  ...lambdaModule,
  // Keeps Chinese characters as they are. An escape takes six characters.
  charset: 'utf8',
  alias,
  plugins: [usedShapes, versionsOnly, decimalsWhereUsed, scriptsOfTheFont],
  logLevel: 'error',
} satisfies BuildOptions;

export interface Bundle {
  readonly name: FunctionName;
  /**
   * The folder that is deployed: `index.mjs`, for functions that make notices a font with its licence, for the
   * one that serves the console its page and assets. The source
   * map is beside the folder.
   */
  readonly folder: string;
  readonly bytes: number;
}

/** Bundles every function with its SDK clients: ES module, minified, source maps in separate files. */
export async function bundleFunctions(output = join(root, 'dist')): Promise<Bundle[]> {
  rmSync(output, { recursive: true, force: true });
  return Promise.all(
    (Object.keys(functions) as FunctionName[]).map(async (name) => {
      const folder = join(output, 'functions', name);
      const definition: FunctionDefinition = functions[name];
      const built = await build({
        entryPoints: [join(root, definition.entry)],
        outfile: join(folder, 'index.mjs'),
        ...functionModule,
        plugins: [...functionModule.plugins, ...(definition.touches.contract ? [] : [checksOnly])],
        sourcemap: 'external',
        write: false,
      });
      let bytes = 0;
      for (const { path, contents } of built.outputFiles) {
        const isMap = path.endsWith('.map');
        const target = isMap ? join(output, 'maps', name, basename(path)) : path;
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, contents);
        if (!isMap) bytes += contents.length;
      }
      if (definition.touches.noticeFont) {
        const { resolve } = createRequire(import.meta.url);
        copyFileSync(resolve(noticeFontSource), join(folder, noticeFontFile));
        copyFileSync(resolve(noticeFontLicence), join(folder, `${noticeFontFile}.LICENSE`));
      }
      if (definition.touches.console) await bundleConsole(join(folder, consoleFolderName));
      return { name, folder, bytes };
    }),
  );
}
