import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { sources } from '../../lib/shared/source.ts';
import { createClient, Refused } from './client.ts';

const usage = `Sends a feed file to a running connector and prints its run.

  npm run -s submit -- SOURCE FILE [--agency NAME]

Sources: ${sources.join(', ')}.
Environment: API_URL (http://127.0.0.1:8080), TOKEN (one of this machine's issuer when left out).
Exit code 0 when the run is completed, 1 when it is held or failed, 2 for a wrong call.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { agency: { type: 'string', default: 'local-sender' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
  });
  const [source, file] = positionals;
  if (values['help']) {
    console.log(usage);
    return 0;
  }
  if (!source || !file || !(sources as readonly string[]).includes(source)) {
    console.error(usage);
    return 2;
  }
  const apiUrl = process.env['API_URL'] || 'http://127.0.0.1:8080';
  const client = await createClient(apiUrl, {
    agency: String(values['agency']),
    scope: `feeds:write:${source}`,
  });
  const runId = await client.submit(source, basename(file), await readFile(file));
  const isTerminal = process.stderr.isTTY;
  const run = await client.follow(runId, ({ received, quarantined }) => {
    if (isTerminal)
      process.stderr.write(`\r${runId}: ${received} rows received, ${quarantined} quarantined `);
  });
  if (isTerminal) process.stderr.write('\n');
  console.log(JSON.stringify(run, null, 2));
  if (run.problem) console.error(run.problem.explanation);
  if (run.quarantined > 0)
    console.error(`Rows not taken, with reasons: GET ${apiUrl}/v1/feeds/runs/${runId}/answer`);
  return run.status === 'completed' ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint = message === 'fetch failed' ? ' Is a connector running (npm start)?' : '';
  console.error(`The file was not sent: ${message}.${hint}`);
  if (error instanceof Refused && error.explanation) console.error(error.explanation);
  process.exitCode = 1;
}
