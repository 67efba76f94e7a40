import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpAnswer, HttpRequest } from '../../lib/runtime/http-handler.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { safeHeaders } from './page.ts';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

export interface Asset {
  readonly plain: Uint8Array;
  readonly packed: Uint8Array;
}

/** Every script and style of the folder. */
export function readAssets(folder: string): ReadonlyMap<string, Asset> {
  const names = readdirSync(folder).filter((name) => types[endingOf(name)]);
  return new Map(
    names.map((name) => [
      name,
      { plain: readFileSync(join(folder, name)), packed: readFileSync(join(folder, `${name}.gz`)) },
    ]),
  );
}

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** A script or style, for ever: another content has another name. @throws Problem 404 */
export function showAsset(
  assets: ReadonlyMap<string, Asset>,
  { params, headers }: Pick<HttpRequest, 'params' | 'headers'>,
): HttpAnswer {
  const name = params['asset'] ?? '';
  const asset = assets.get(name);
  if (!asset)
    throw new Problem(404, 'no-such-route', 'There is no such part of the console. Load /console again.');
  const takesPacked = /\bgzip\b/.test(headers['accept-encoding'] ?? '');
  return {
    status: 200,
    headers: {
      ...safeHeaders,
      'content-type': types[endingOf(name)] ?? '',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      ...(takesPacked && { 'content-encoding': 'gzip' }),
    },
    body: takesPacked ? asset.packed : asset.plain,
  };
}
