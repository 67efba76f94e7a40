import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { compileCache } from './names.ts';

enableCompileCache(compileCache);
const { startHost } = await import('./host.ts');
const { signInText } = await import('./issuer/persons.ts');
const { withSecretFiles } = await import('./secret-files.ts');
const { guardsText } = await import('./outside-bucket.ts');

const usage = `Starts the connector on this machine.

  npm start

Environment: PORT (8080), DATA_DIR (.data), SETTLEMENT_URL and DIRECTORY_URL (without them a simulator of each is
started), BIND_ADDRESS (127.0.0.1), TOKEN_ISSUER, TOKEN_AUDIENCE and CONSOLE_CLIENT (without an issuer tokens and persons are
made up, and it listens on loopback alone), DYNAMODB_ENDPOINT, SQS_ENDPOINT, S3_ENDPOINT and UPLOAD_ENDPOINT with TABLE_NAME,
QUEUE_PREFIX, FEED_BUCKET, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (docs/operations/on-premises.md),
SUSPENSION_MODE (automatic | four-eyes), HOLD_HOURS, FIRST_CYCLE, LATE_EVIDENCE
(carry | reopen), ANCHOR_LIMIT_MINUTES, NOTICE_BUREAU, NOTICE_PHONE, NOTICE_BUREAUS, SOURCE_SETTINGS, PULL_SOURCES, PULL_TOKENS, AUTHORITY_SIMULATOR (1 starts an authority's endpoint and pulls it).
DIRECTORY_TOKEN, SETTLEMENT_SIGNING, PULL_TOKENS and AWS_SECRET_ACCESS_KEY may stand in files: DIRECTORY_TOKEN_FILE, ….
Prints READY {"api","directory","settlement"} when everything serves. Ctrl-C stops it.`;

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, strict: false });
if (values['help']) {
  console.log(usage);
  process.exit(0);
}

/** Seconds for stopping in order. A call in progress hands over what is left. */
const stopSeconds = 30;
const lostSeconds = 5;

try {
  const port = Number(process.env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('PORT must be a port number');
  const host = await startHost({
    dataDir: process.env['DATA_DIR'] || '.data',
    port,
    env: withSecretFiles(process.env),
  });
  const urls = { api: host.apiUrl, directory: host.directoryUrl, settlement: host.settlementUrl };
  console.log(
    `READY ${JSON.stringify({ ...urls, ...(host.authorityUrl && { authority: host.authorityUrl }) })}`,
  );
  if (host.hasOwnIssuer) console.log(signInText(host.apiUrl));
  if (host.guards) console.log(guardsText(host.guards));
  const end = async (code: number, seconds: number): Promise<void> => {
    // Everything is made to be killed at any moment; stopping in order only leaves less to repeat.
    setTimeout(() => {
      console.error(`The connector did not stop in order within ${seconds} s, and is ended.`);
      process.exit(code);
    }, seconds * 1000).unref();
    await host.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => end(0, stopSeconds));
  process.once('SIGTERM', () => end(0, stopSeconds));
  host.failed.then((what) => {
    console.error(`The connector stops: ${what}.`);
    // Without engines nothing can be finished.
    return end(1, lostSeconds);
  });
} catch (error) {
  console.error(`The connector did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
