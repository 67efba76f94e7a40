import { spawnSync } from 'node:child_process';
import { root } from '../../../infra/supply/packages.ts';
import type { Check } from './check.ts';

interface Audit {
  readonly vulnerabilities?: Readonly<
    Record<string, { readonly severity: string; readonly range: string; readonly fixAvailable: unknown }>
  >;
}

/** Known vulnerabilities in what is deployed. Skipped when the registry has no audit. */
export function auditFindings(): Check {
  const what = 'no advisory of level high or above';
  const { stdout } = spawnSync('npm', ['audit', '--omit', 'dev', '--json'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 120_000,
    shell: process.platform === 'win32',
  });
  const { vulnerabilities } = parsed(stdout);
  if (!vulnerabilities) return { what, found: [], skipped: 'not audited: the registry answers no audit' };
  return {
    what,
    found: Object.entries(vulnerabilities)
      .filter(([, { severity }]) => severity === 'high' || severity === 'critical')
      .map(([name, { severity, range }]) => `${name} ${range}: ${severity}`),
  };
}

function parsed(text: string): Audit {
  try {
    return JSON.parse(text) as Audit;
  } catch {
    return {};
  }
}
