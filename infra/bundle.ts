import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { consoleFolderName } from '../lib/runtime/console-folder.ts';
import { noticeFontFile, noticeFontLicence, noticeFontSource } from '../lib/runtime/notice-font.ts';
import { bundleConsole } from './console-bundle.ts';
import { type FunctionDefinition, type FunctionName, functions } from './system.ts';

const root = join(import.meta.dirname, '..');

/** Packages in CommonJS form call `require`, which an ES module lacks. */
const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * Replaces parts of the SDK that a Lambda never uses, and a decompressor that Node.js has. The build fails when a package
 * imports a name that a replacement lacks.
 */
const alias = {
  '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-only/credentials.ts'),
  '@smithy/core/event-streams': join(root, 'infra/lambda-only/event-streams.ts'),
  'brotli/decompress.js': join(root, 'infra/lambda-only/brotli.ts'),
};

/**
 * The SDK's schemas use `{ [_hH]: … }` where `_hH` is a constant. esbuild treats a computed key as a side effect and
 * keeps every shape of the service. With the constant written out, it drops the shapes that no command needs.
 */
const spelledOutKeys: Plugin = {
  name: 'spelled-out-keys',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/].+[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const constants = new Map(
        [...source.matchAll(/^const (_\w+) = ("[^"\\\n]*");$/gm)].map(([, name, text]) => [name, text]),
      );
      const contents = source.replace(/\[(_\w+)\]:/g, (key, name) => {
        const text = constants.get(name);
        return text ? `${text}:` : key;
      });
      return { contents, loader: 'js' };
    });
  },
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
      const built = await build({
        entryPoints: [join(root, functions[name].entry)],
        outfile: join(folder, 'index.mjs'),
        ...lambdaModule,
        // Keeps Chinese characters as they are. An escape takes six characters.
        charset: 'utf8',
        alias,
        plugins: [spelledOutKeys],
        sourcemap: 'external',
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
      const definition: FunctionDefinition = functions[name];
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
