import { auditFindings } from './supply/audit.ts';
import type { Check } from './supply/check.ts';
import { licenceChecks } from './supply/licences.ts';
import { lockfileChecks } from './supply/lockfile.ts';
import { sbomChecks } from './supply/sbom.ts';

/** Checks what is installed and deployed: origin, install scripts, licences, known vulnerabilities. */
const checks: Check[] = [...lockfileChecks(), ...licenceChecks(), ...sbomChecks(), auditFindings()];
for (const { what, found, skipped } of checks) {
  console.log(`  ${skipped ? '-' : found.length === 0 ? '✓' : '✗'} ${what}${skipped ? `: ${skipped}` : ''}`);
  for (const one of found) console.log(`      ${one}`);
}
const count = (of: (check: Check) => boolean): number => checks.filter(of).length;
const failed = count(({ found }) => found.length > 0);
const skipped = count((check) => check.skipped !== undefined);
console.log(`${checks.length - failed - skipped} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
