import { parseArgs } from 'node:util';
import { scopes } from '../../lib/shared/scope.ts';
import { apiUrlOf, createClient, type RunView } from './client.ts';
import { endWith, reportRun, runExit, runOptions } from './run-answer.ts';

const usage = `Prints a run, and saves its answer file: the rows that were not accepted, with reasons.

  npm run -s answer -- RUN [--beside FILE] [--agency NAME]

  --beside  the file that was sent; the answer has its name with 答复. Without it: this folder

Environment: API_URL (http://127.0.0.1:8080), TOKEN (one of this machine's issuer when left out).
Exit code 0 when every row was taken, 3 when rows wait, 1 when the run is held or failed, 2 for a wrong call.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { ...runOptions, beside: { type: 'string' } },
    allowPositionals: true,
  });
  const [runId] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!runId) {
    console.error(usage);
    return runExit.wrongCall;
  }
  const scope = scopes.filter((one) => one.startsWith('feeds:write:')).join(' ');
  const client = await createClient(apiUrlOf(process.env), { agency: values.agency, scope });
  const run = (await client.call('GET', `/v1/feeds/runs/${encodeURIComponent(runId)}`)) as RunView;
  return reportRun(run, values.beside, client);
}

await endWith('There is no answer', main);
