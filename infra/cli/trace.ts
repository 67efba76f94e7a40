import { parseArgs } from 'node:util';
import type { TraceAnswer } from '../../schemas/trace.ts';
import { createClient, Refused } from './client.ts';
import { traceTree } from './trace-tree.ts';

const usage = `Follows what a receiver holds back to the sheet, the decisions, and the file, hash and row each came in.

  npm run -s trace -- directory RECORD_ID           recordId of a row of the public credit directory
  npm run -s trace -- settlement SUSPENSION_ID      suspensionId of the settlement system
      --version N       as it was when that was told; when left out, what it should hold, and what is behind it now
      --reason TEXT     kept with the receipt of the disclosure (operations)
      --url URL         the connector; API_URL, or http://127.0.0.1:8080
      --token TOKEN     scope audit:read; TOKEN, or one of this machine's issuer
      --json            the answer as it came

Exit code 0 with a trace, 1 when there is none or the connector says no, 2 for a wrong call.`;

/** Asks for a trace, repeatedly while the connector still searches for an id of an older release. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'string' },
      reason: { type: 'string', default: 'operations' },
      url: { type: 'string' },
      token: { type: 'string' },
      json: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [receiver, id, ...rest] = positionals;
  const version = values.version === undefined ? undefined : Number(values.version);
  const isKnown = receiver === 'directory' || receiver === 'settlement';
  if (!isKnown || !id || rest.length > 0 || (version !== undefined && !(version >= 1))) {
    console.error(usage);
    return 2;
  }
  const url = (values.url || process.env['API_URL'] || 'http://127.0.0.1:8080').replace(/\/$/, '');
  const client = await createClient(url, {
    agency: 'trace',
    scope: 'audit:read',
    token: values.token,
  });
  const question = {
    receiver,
    [receiver === 'directory' ? 'recordId' : 'suspensionId']: id,
    reason: values.reason,
    ...(version !== undefined && { version }),
  };
  let searched = 0;
  let after: string | undefined;
  for (;;) {
    const answer = (await client.call('POST', '/v1/traces', { ...question, ...(after && { after }) })) as
      | TraceAnswer
      | { searched: number; after: string };
    if ('message' in answer) {
      console.log(values.json ? JSON.stringify(answer, null, 2) : traceTree(answer));
      return 0;
    }
    ({ after } = answer);
    searched += answer.searched;
    if (process.stderr.isTTY) process.stderr.write(`\r${searched} files searched `);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const hint =
    message === 'fetch failed' ? ' Is a connector running (npm start), or is --url another one?' : '';
  console.error(
    error instanceof Refused ? `${message}\n${error.explanation}` : `Not traced: ${message}.${hint}`,
  );
  const isWrongCall =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  process.exitCode = isWrongCall ? 2 : 1;
}
