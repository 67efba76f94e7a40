import { execFileSync } from 'node:child_process';
import { licenceOf } from './licences.ts';
import { labelOf, productionPackages, readJson, root } from './packages.ts';

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly unknown[];
  readonly hashes?: readonly unknown[];
}
export interface Sbom {
  readonly serialNumber: string;
  readonly metadata: {
    readonly timestamp: string;
    readonly component: { readonly name: string; readonly 'bom-ref': string };
  };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * The bill of materials (CycloneDX) of what is deployed, made by npm from the lockfile. npm's `--omit dev` also omits
 * production packages that development needs (zod among them), so the whole is requested and reduced here.
 */
export function makeSbom(): Sbom {
  const said = JSON.parse(
    execFileSync(npm, ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  ) as Sbom;
  const { name } = readJson('package.json') as { name: string };
  const packages = new Map(productionPackages().map((one) => [labelOf(one), one]));
  const components = said.components
    .filter((one) => packages.has(labelOf(one)))
    .map((one) => {
      const known = packages.get(labelOf(one));
      const licence = known && licenceOf(known);
      return {
        ...one,
        ...(!one.licenses && licence && { licenses: [{ license: { id: licence } }] }),
        ...(!one.hashes && known?.integrity && { hashes: [hashOf(known.integrity)] }),
      };
    })
    .sort(byRef);
  const refs = new Set([said.metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
  return {
    ...said,
    // npm uses the name of the folder, which differs between machines.
    metadata: { ...said.metadata, component: { ...said.metadata.component, name } },
    components,
    dependencies: said.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)).sort() }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
}

/** npm leaves the checksum out where the same version also lies within another package. */
const hashOf = (integrity: string) => ({
  alg: 'SHA-512',
  content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'),
});

const byRef = (a: Component, b: Component): number => (a['bom-ref'] < b['bom-ref'] ? -1 : 1);
