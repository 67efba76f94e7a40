import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Errors of the SDK that the code tells apart by their class (`test/infra/bundle.test.ts` compares). Of any other the class is
 * that of its service, as of errors that a release of the SDK does not know yet; name, message and status are the same.
 */
export const namedErrors = ['ConditionalCheckFailedException', 'NoSuchKey', 'NotFound'];

/**
 * Of an SDK client the shapes and errors that are used. Its schemas use `{ [_hH]: … }` where `_hH` is a constant. esbuild takes
 * a computed key for a side effect and keeps every shape of the service; with the constant written out, it drops those that no
 * command needs. Likewise it keeps every error, because each is registered by a call (some 50 kB of `read-feed`).
 */
export const usedShapes: Plugin = {
  name: 'used-shapes',
  setup({ onLoad }) {
    onLoad({ filter: /@aws-sdk[\\/].+[\\/]schemas_\d+\.js$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const constants = new Map(
        [...source.matchAll(/^const (_\w+) = ("[^"\\\n]*");$/gm)].map(([, name, text]) => [name, text]),
      );
      const spelledOut = source.replace(/\[(_\w+)\]:/g, (key, name) => {
        const text = constants.get(name);
        return text ? `${text}:` : key;
      });
      const contents = spelledOut.replace(/^\w+\.registerError\((\w+)\$, \w+\);$/gm, (call, name) =>
        namedErrors.includes(name) || name.endsWith('ServiceException') ? call : '',
      );
      return { contents, loader: 'js' };
    });
  },
};

const withoutSchemas = join(import.meta.dirname, 'json-schema.ts');

/** Zod's checks without its writer of JSON schemas, which every schema refers to. */
export const checksOnly: Plugin = {
  name: 'checks-only',
  setup({ onResolve }) {
    onResolve(
      { filter: /^\.\.?\/(?:core\/)?(?:json-schema-processors|json-schema-generator|to-json-schema)\.js$/ },
      ({ importer }) => (/[\\/]zod[\\/]v4[\\/]/.test(importer) ? { path: withoutSchemas } : undefined),
    );
  },
};

/** Of an SDK client's package.json its version, which the client sends. The whole is 2.4 kB a client. */
export const versionsOnly: Plugin = {
  name: 'versions-only',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};

/** A function that imports `decimal.js` through a module, of which it uses other parts, does not carry it (32 kB). */
export const decimalsWhereUsed: Plugin = {
  name: 'decimals-where-used',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^decimal\.js$/ }, async ({ importer, kind, resolveDir, pluginData }) => {
      if (pluginData === decimalsWhereUsed) return undefined;
      const { path, errors } = await resolve('decimal.js', {
        importer,
        kind,
        resolveDir,
        pluginData: decimalsWhereUsed,
      });
      return errors.length > 0 ? { errors } : { path, sideEffects: false };
    });
  },
};

/**
 * fontkit without what it needs to join letters of Indic and similar scripts (52 kB): the font of notices has none of them
 * (`lib/notices/check-glyphs.ts` refuses what it lacks).
 */
export const scriptsOfTheFont: Plugin = {
  name: 'scripts-of-the-font',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]fontkit[\\/]dist[\\/]module\.mjs$/ }, ({ path }) => {
      const lines = readFileSync(path, 'utf8').split('\n');
      const contents = lines.map((line) =>
        line.replace(/JSON\.parse\("\{\\"(?:stateTable|categories)\\":.*"\);$/, '{};'),
      );
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};
