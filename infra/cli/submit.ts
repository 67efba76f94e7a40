import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { senderScope } from '../../lib/shared/scope.ts';
import { type Source, sources } from '../../lib/shared/source.ts';
import { apiUrlOf, type Client, createClient } from './client.ts';
import { endWith, reportPreview, reportRun, runExit, runOptions } from './run-answer.ts';

const usage = `Sends a feed file to a running connector, follows its run and prints what became of it.

  npm run -s submit -- SOURCE FILE [--agency NAME] [--preview]

--preview prints what would become of the file, row by row; nothing is sent and nothing is kept (up to 5 MiB).
Rows that were not accepted are listed with reasons, and saved as an answer file beside FILE (its name with 答复),
which is sent back once it is corrected. Of an archive of files (.zip) each file is followed, and all are summed up.

Sources: ${sources.join(', ')}.
Environment: API_URL (http://127.0.0.1:8080), TOKEN (one of this machine's issuer when left out).
Exit code 0 when every row was taken, 3 when rows wait, 1 when the run is held or failed, 2 for a wrong call.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { ...runOptions, preview: { type: 'boolean' } },
    allowPositionals: true,
  });
  const [source, file] = positionals;
  if (values.help) {
    console.log(usage);
    return 0;
  }
  if (!file || !isSource(source)) {
    console.error(usage);
    return runExit.wrongCall;
  }
  const client = await createClient(apiUrlOf(process.env), {
    agency: values.agency,
    scope: senderScope(source),
  });
  if (values.preview) return reportPreview(source, await readFile(file), client);
  const runId = await client.submit(source, basename(file), await readFile(file));
  return reportRun(await followed(runId, client), file, client);
}

const isSource = (text: string | undefined): text is Source =>
  (sources as readonly (string | undefined)[]).includes(text);

/** Waits for a run, with its counts on a terminal. */
async function followed(runId: string, client: Client) {
  const isTerminal = process.stderr.isTTY;
  let said: string | undefined;
  const run = await client.follow(runId, ({ received, quarantined, status, problem }) => {
    if (isTerminal)
      process.stderr.write(`\r${runId}: ${received} rows received, ${quarantined} quarantined `);
    if (status !== 'running' || !problem || problem.explanation === said) return;
    said = problem.explanation;
    console.error(`\n${said}`);
  });
  if (isTerminal) process.stderr.write('\n');
  return run;
}

await endWith('The file was not sent', main);
