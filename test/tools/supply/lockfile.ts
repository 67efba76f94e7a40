import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedPackages, readJson, root } from '../../../infra/supply/packages.ts';
import type { Check } from './check.ts';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;
/** A tarball of a registry: `https://<host>/<package>/-/<file>.tgz`. */
const fromRegistry = /^https:\/\/[^/@]+\/(.+\/)?-\/[^/]+\.tgz$/;

/** Checks where packages come from, and which install scripts they may run. */
export function lockfileChecks(): Check[] {
  const locked = lockedPackages();
  const { dependencies, devDependencies, allowScripts } = readJson('package.json') as Manifest;
  const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
  const refused = Object.keys(allowScripts).filter((name) => !allowScripts[name]);
  const withScripts = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([folder]) => folder.slice(folder.lastIndexOf('node_modules/') + 13));
  return [
    {
      what: 'every package has a checksum, or comes within one that has',
      found: locked
        .filter(([, one]) => !one.integrity?.startsWith('sha512-') && !one.inBundle)
        .map(([folder]) => folder),
    },
    {
      what: 'every package comes from a registry',
      found: locked
        .filter(([, { resolved, link }]) => link || (resolved !== undefined && !fromRegistry.test(resolved)))
        .map(([folder, { resolved }]) => `${folder}: ${resolved}`),
    },
    {
      what: 'versions of package.json are exact',
      found: Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !exact.test(version))
        .map(([name, version]) => `${name}: ${version}`),
    },
    {
      what: 'install scripts are those that package.json allows; others are refused by name and not run',
      found: [
        ...withScripts
          .filter((name) => !allowed.includes(name) && !refused.includes(name))
          .map((name) => `${name} has one and is not allowed`),
        ...[...allowed, ...refused]
          .filter((name) => !withScripts.includes(name))
          .map((name) => `${name} is named and has none`),
      ],
    },
    { what: 'tools of Python are pinned, with checksums', found: looseTools() },
  ];
}

/** A version, optionally for some machines only, with the checksum of each of its files. */
const pinned = /^[\w.-]+==[\w.!+]+( ; [^\\]+)?( --hash=sha256:[0-9a-f]{64})+$/;

function looseTools(): string[] {
  const folder = join(root, 'test/tools');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .replace(/ \\\n\s+/g, ' ')
        .split('\n')
        .filter((line) => line !== '' && !pinned.test(line))
        .map((line) => `${name}: ${line.slice(0, 100)}`),
    );
}
