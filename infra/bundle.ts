import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { noticeFontFile, noticeFontLicence, noticeFontSource } from '../lib/runtime/notice-font.ts';
import { type FunctionDefinition, type FunctionName, functions } from './system.ts';

const root = join(import.meta.dirname, '..');

/** Packages of CommonJS form ask for `require`, which an ES module lacks. */
const banner = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** Parts of the SDK that a Lambda never uses. A name the SDK imports and a stand-in lacks fails the build. */
const alias = {
  '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-only/credentials.ts'),
  '@smithy/core/event-streams': join(root, 'infra/lambda-only/event-streams.ts'),
};

/**
 * The SDK's schemas write `{ [_hH]: … }` where `_hH` is a constant. esbuild takes a computed key for a side effect and
 * keeps every shape of the service; with the constant spelled out it drops those that no command needs.
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

/** An ES module for Node.js on Lambda, minified: what every bundle has in common, also the one it is measured by. */
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
  /** The folder that is deployed: `index.mjs`, and a font with its licence where notices are drawn; its source map lies beside the folder. */
  readonly folder: string;
  readonly bytes: number;
}

/** Bundles every function with its SDK clients: ES module, minified, source maps kept apart. */
export async function bundleFunctions(output = join(root, 'dist')): Promise<Bundle[]> {
  rmSync(output, { recursive: true, force: true });
  return Promise.all(
    (Object.keys(functions) as FunctionName[]).map(async (name) => {
      const folder = join(output, 'functions', name);
      const built = await build({
        entryPoints: [join(root, functions[name].entry)],
        outfile: join(folder, 'index.mjs'),
        ...lambdaModule,
        // Chinese words as they are, not as escapes of six characters.
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
      return { name, folder, bytes };
    }),
  );
}
