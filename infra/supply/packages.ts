import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');
export const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** A package as `package-lock.json` pins it. */
export interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: true;
  readonly inBundle?: true;
  readonly link?: true;
  readonly hasInstallScript?: true;
}

/** Every package of the lockfile, by the folder it is installed in. */
export function lockedPackages(): [folder: string, locked: Locked][] {
  const { packages } = readJson('package-lock.json') as { packages: Record<string, Locked> };
  return Object.entries(packages).filter(([folder]) => folder !== '');
}

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly integrity?: string | undefined;
}

export const labelOf = ({ name, version }: { name: string; version: string }): string => `${name}@${version}`;

/** The packages that the bundles and the archive are made of: those not for development, each version once, by name. */
export function productionPackages(): Package[] {
  const found = lockedPackages()
    .filter(([, { dev }]) => !dev)
    .map(([folder, { version = '', integrity }]) => ({ name: nameIn(folder), version, folder, integrity }));
  return [...new Map(found.map((one) => [labelOf(one), one])).values()].sort((a, b) =>
    labelOf(a) < labelOf(b) ? -1 : 1,
  );
}

const nameIn = (folder: string): string => folder.slice(folder.lastIndexOf('node_modules/') + 13);
