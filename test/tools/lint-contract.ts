import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApiDocument } from '../../schemas/openapi.ts';

/** Checks the contract by the rules of `redocly.yaml`. Exit code 0 when there is no finding, warnings included. */
const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
const file = join(folder, 'openapi.json');
writeFileSync(file, JSON.stringify(openApiDocument(), null, 1));
const redocly = join(root, 'node_modules/@redocly/cli/bin/cli.js');
const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [redocly, 'lint', '--config', join(root, 'redocly.yaml'), '--format', 'json', file],
  {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    // It asks nobody for a newer version and tells nobody that it was used.
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  },
);
rmSync(folder, { recursive: true, force: true });
const said = reportIn(stdout);
if (!said) {
  console.error(stderr || stdout);
  process.exit(1);
}
for (const { ruleId, message, location } of said.problems)
  console.log(`  ✗ ${ruleId}: ${message} (${location[0]?.pointer})`);
const { errors, warnings, ignored } = said.totals;
const findings = errors + warnings + ignored;
console.log(`the contract: ${errors} errors, ${warnings} warnings, ${ignored} passed over`);
process.exitCode = status === 0 && findings === 0 ? 0 : 1;

interface Report {
  readonly totals: { readonly errors: number; readonly warnings: number; readonly ignored: number };
  readonly problems: readonly {
    readonly ruleId: string;
    readonly message: string;
    readonly location: readonly { readonly pointer: string }[];
  }[];
}

function reportIn(text: string): Report | undefined {
  try {
    return JSON.parse(text.slice(text.indexOf('{'))) as Report;
  } catch {
    return undefined;
  }
}
