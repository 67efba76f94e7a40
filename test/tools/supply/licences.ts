import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowedLicences, licenceOf, licencesDocument } from '../../../infra/supply/licences.ts';
import { labelOf, productionPackages, root } from '../../../infra/supply/packages.ts';
import type { Check } from './check.ts';

/** Checks that the licences of what is deployed are allowed, and that the texts they require are there. */
export function licenceChecks(): Check[] {
  const file = join(root, 'LICENSES.md');
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === licencesDocument();
  return [
    {
      what: 'licences of what is deployed are allowed',
      found: productionPackages()
        .filter((one) => !((licenceOf(one) ?? '') in allowedLicences))
        .map((one) => `${labelOf(one)}: ${licenceOf(one) ?? 'it says none'}`),
    },
    { what: 'LICENSES.md is current', found: isCurrent ? [] : ['run npm run licences'] },
  ];
}
