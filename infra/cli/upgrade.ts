import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { UpgradeView } from '../../schemas/upgrade.ts';
import { apiUrlOf, type Client, createClient, failureText, Refused } from './client.ts';

const usage = `Stores what earlier releases stored in the region as this release does, and follows it to its end. No file changes.

  npm run -s upgrade -- --reason TEXT   starts it, or follows the one that is running
  npm run -s upgrade -- --show          prints how far the last one has come

It may be stopped and started again: what is done is not done again. While parties fail, it goes on trying them.
Environment: API_URL (http://127.0.0.1:8080), TOKEN (one of this machine's issuer when left out).
Exit code 0 when it has finished, 1 when it is running or none was started, 2 when it could not be asked.`;

const pollMilliseconds = 1000;
const exits = { finished: 0, unfinished: 1, unknown: 2 } as const;

export interface UpgradeOptions {
  readonly client: Client;
  /** Starts one for this reason. */
  readonly reason?: string | undefined;
  readonly print: (line: string) => void;
  readonly onProgress?: (upgrade: UpgradeView) => void;
  readonly wait?: () => Promise<unknown>;
}

/** Starts an upgrade and follows it, or shows the last one. @returns the exit code */
export async function upgrade({
  client,
  reason,
  print,
  onProgress = () => undefined,
  wait = () => pause(pollMilliseconds),
}: UpgradeOptions): Promise<number> {
  if (reason !== undefined) await begin(client, reason);
  let last = await shown(client);
  // Parties that fail are tried again every half hour: somebody has to look.
  while (reason !== undefined && last.state === 'running' && !last.failed) {
    onProgress(last);
    await wait();
    last = await shown(client);
  }
  for (const line of linesOf(last)) print(line);
  return last.state === 'finished' ? exits.finished : exits.unfinished;
}

async function begin(client: Client, reason: string): Promise<void> {
  try {
    await client.call('POST', '/v1/upgrade', { reason });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
  }
}

const shown = async (client: Client): Promise<UpgradeView> =>
  (await client.call('GET', '/v1/upgrade')) as UpgradeView;

const progressLine = ({ progress, moved }: UpgradeView): string =>
  `${progress?.shardsDone} of ${progress?.shards} shards, ${progress?.subjects} parties; moved: ${moved?.decisions} decisions, ${moved?.links} links of ${moved?.institutions} institutions`;

const linesOf = (upgrade: UpgradeView): string[] =>
  upgrade.state === 'none'
    ? ['No upgrade was started yet.']
    : [
        `${upgrade.state} (started ${upgrade.startedAt} by ${upgrade.startedBy}${upgrade.finishedAt ? `, finished ${upgrade.finishedAt}` : ''})`,
        progressLine(upgrade),
        ...(upgrade.failed ?? []).map(({ party, message }) => `failed: ${party}: ${message}`),
      ];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      reason: { type: 'string' },
      show: { type: 'boolean' },
    },
  });
  if (values.help || (values.reason === undefined) !== (values.show === true)) {
    console.log(usage);
    return values.help ? exits.finished : exits.unknown;
  }
  const client = await createClient(apiUrlOf(process.env), { agency: 'operations', scope: 'system:write' });
  const isTerminal = process.stderr.isTTY;
  const code = await upgrade({
    client,
    reason: values.reason,
    print: (line) => console.log(line),
    onProgress: (view) => {
      if (isTerminal) process.stderr.write(`\r${progressLine(view)} `);
    },
  });
  if (isTerminal) process.stderr.write('\n');
  return code;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`Could not upgrade: ${failureText(error, apiUrlOf(process.env))}`);
    process.exitCode = exits.unknown;
  }
}
