import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '../../infra/cli/client.ts';
import { localIssuer } from '../../infra/cli/local-issuer.ts';
import { allScopes } from '../support/connector.ts';
import { type Running, startProcess, stopProcess } from '../support/host-process.ts';
import { exitWithoutPython, pythonTool, withPython } from '../support/python-tool.ts';
import { faultsIn, namesIn } from './api/host-log.ts';
import { keepEvidence, loadSamples, plantExamples, untilDelivered } from './api/planted.ts';
import { type Report, readReport } from './api/read-report.ts';
import { fuzz } from './api/schemathesis.ts';

import { type Contract, routesOf, withExamples } from './api/with-examples.ts';

const help = `Sends a connector requests made from its own contract, right and wrong ones, and holds every answer against it.

  npm run fuzz:api -- [--examples 20] [--seed 1] [--only /v1/grades]

--examples a request of each operation that many times; --only operations whose path begins like that.
Needs Python 3.11 or newer; without it the exit code is ${exitWithoutPython}.`;

const { values } = parseArgs({
  options: {
    examples: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '/' },
    help: { type: 'boolean' },
  },
});
/**
 * The agency that sent the samples and made the examples. It is not the agency that fuzzes, because four eyes need two.
 */
const planter = 'samples';
/** A year that is over, so that its evaluation can be rehearsed. */
const year = new Date().getFullYear() - 1;

type Finding = readonly [what: string, found: readonly string[]];

async function main(): Promise<number> {
  const program = join(pythonTool('schemathesis'), 'schemathesis');
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-api-'));
  const dataDir = join(folder, 'data');
  console.log('starts a connector with samples …');
  const host = await startProcess(dataDir, { FIRST_CYCLE: String(year), SUSPENSION_MODE: 'four-eyes' });
  const end = async (): Promise<void> => {
    if (host.process.exitCode === null) await stopProcess(host);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('SIGINT', () => end().then(() => process.exit(130)));
  process.once('SIGTERM', () => end().then(() => process.exit(143)));
  try {
    const token = await (await localIssuer()).sign({ agency: 'fuzz', scope: allScopes, minutes: 240 });
    const { contract, client } = await planted(host, token);
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(contract));
    const { examples, seed, only } = values;
    const task = { program, contract: file, url: host.urls.api, token, folder, examples, seed, only };
    const { operations, failed, report } = await fuzz(task);
    const findings = answerFindings(await readReport(report), routesOf(contract, only));
    await untilDelivered(client);
    await stopProcess(host);
    const log = readFileSync(join(dataDir, 'log.ndjson'), 'utf8');
    findings.push(
      ['no function failed', faultsIn(log)],
      ['the log names nobody of the samples', namesIn(log)],
    );
    return summed({ operations, failed: failed.length, findings });
  } finally {
    await end();
  }
}

/**
 * Prints what was answered.
 * @returns findings beyond those of the fuzzer itself
 */
function answerFindings(
  { answers, succeeded, guarded, unexplained }: Report,
  routes: ReturnType<typeof routesOf>,
): Finding[] {
  const counts = [...answers].sort(([a], [b]) => a - b).map(([status, times]) => `${status} × ${times}`);
  console.log(`answers: ${counts.join(', ')}`);
  const idle = routes.filter(([route]) => !succeeded.has(route)).map(([route]) => route);
  console.log(`never did what they were asked: ${idle.join(', ') || 'none'}`);
  const open = routes.filter(([route, needsToken]) => needsToken && !guarded.has(route));
  return [
    ['what the contract allows is refused only for reasons that no schema can say', [...unexplained]],
    ['what needs a token was asked without one, and refused it', open.map(([route]) => route)],
  ];
}

/** @returns the exit code */
function summed(of: { operations: number; failed: number; findings: readonly Finding[] }): number {
  for (const [what, found] of of.findings) {
    console.log(`  ${found.length === 0 ? '✓' : '✗'} ${what}`);
    for (const one of found.slice(0, 20)) console.log(`      ${one}`);
  }
  const checks = of.findings.length;
  const failed = of.failed + of.findings.filter(([, found]) => found.length > 0).length;
  console.log(
    `${of.operations + checks - failed} passed, ${failed} failed (${of.operations} operations, ${checks} checks of answers and log)`,
  );
  return failed === 0 ? 0 : 1;
}

/** The contract as it is served, with examples of what this connector contains. */
async function planted({ urls }: Running, token: string) {
  const client = await createClient(urls.api, { agency: planter, scope: allScopes });
  const runs = await loadSamples(client);
  const evidence = await keepEvidence(urls.api, token);
  const examples = await plantExamples(client, { runs, year, evidence });
  const served = (await (await fetch(`${urls.api}/openapi.json`)).json()) as Contract;
  return { client, contract: withExamples(served, examples) };
}

if (values.help) console.log(help);
else await withPython(main);
