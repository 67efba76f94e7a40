import { parseArgs } from 'node:util';
import { startHost } from './host.ts';

const usage = `Starts the connector on this machine.

  npm start

Environment: PORT (8080), DATA_DIR (.data), SETTLEMENT_URL and DIRECTORY_URL (without them a simulator of each is
started), DYNAMODB_ENDPOINT, SUSPENSION_MODE (automatic | four-eyes), HOLD_HOURS, FIRST_CYCLE, LATE_EVIDENCE
(carry | reopen), ANCHOR_LIMIT_MINUTES, NOTICE_BUREAU, NOTICE_PHONE, SOURCE_SETTINGS, PULL_SOURCES, PULL_TOKENS, AUTHORITY_SIMULATOR (1 starts an authority's endpoint and pulls it).
Prints READY {"api","directory","settlement"} when everything serves. Ctrl-C stops it.`;

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, strict: false });
if (values['help']) {
  console.log(usage);
  process.exit(0);
}

try {
  const port = Number(process.env['PORT'] || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('PORT must be a port number');
  const host = await startHost({ dataDir: process.env['DATA_DIR'] || '.data', port, env: process.env });
  const urls = { api: host.apiUrl, directory: host.directoryUrl, settlement: host.settlementUrl };
  console.log(
    `READY ${JSON.stringify({ ...urls, ...(host.authorityUrl && { authority: host.authorityUrl }) })}`,
  );
  const end = async (code: number): Promise<void> => {
    await host.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => end(0));
  process.once('SIGTERM', () => end(0));
  host.failed.then((what) => {
    console.error(`The connector stops: ${what}.`);
    return end(1);
  });
} catch (error) {
  console.error(`The connector did not start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
