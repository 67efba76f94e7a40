import { labelOf, productionPackages } from '../../../infra/supply/packages.ts';
import { makeSbom, type Sbom } from '../../../infra/supply/sbom.ts';
import type { Check } from './check.ts';

/** Checks that the bill of materials contains everything deployed and is the same each time. */
export function sbomChecks(): Check[] {
  const sbom = makeSbom();
  const listed = new Map(sbom.components.map((one) => [labelOf(one), one]));
  const wanted = productionPackages().map(labelOf);
  return [
    {
      what: `the bill of materials names all ${wanted.length} packages with version, licence and checksum`,
      found: [
        ...wanted.filter((label) => !listed.has(label)).map((label) => `${label} is not in it`),
        ...[...listed.keys()]
          .filter((label) => !wanted.includes(label))
          .map((label) => `${label} is not deployed`),
        ...sbom.components
          .filter(({ licenses = [], hashes = [] }) => licenses.length === 0 || hashes.length === 0)
          .map((one) => `${labelOf(one)} lacks a licence or a checksum`),
      ],
    },
    {
      what: 'the bill of materials is the same each time, but for its number and its hour',
      found: lasting(sbom) === lasting(makeSbom()) ? [] : ['two differ'],
    },
  ];
}

const lasting = ({
  serialNumber: _number,
  metadata: { timestamp: _hour, ...metadata },
  ...rest
}: Sbom): string => JSON.stringify({ ...rest, metadata });
