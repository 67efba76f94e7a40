import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ConvergenceAnswer, ConvergenceView, DifferenceView } from '../../schemas/convergence.ts';
import { apiUrlOf, type Client, createClient, failureText, Refused } from './client.ts';

const usage = `Compares all credit files with what the receivers have, and says of every subject: equal, in flight, or different.

  npm run -s converge                      compares now, follows it, and prints what was found
  npm run -s converge -- --last            prints the last result; nothing is compared
  npm run -s converge -- --differences N   lists at most so many differences (20)

It changes nothing. A difference is repaired by POST /v1/convergence/differences/{id}/repair.
Environment: API_URL (http://127.0.0.1:8080), TOKEN (one of this machine's issuer when left out).
Exit code 0 without differences, 1 with some, 2 when not every receiver could be compared.`;

const pollMilliseconds = 500;
const exits = { equal: 0, different: 1, incomplete: 2 } as const;

export interface ConvergeOptions {
  readonly client: Client;
  readonly isLast?: boolean | undefined;
  readonly differencesMost?: number | undefined;
  readonly print: (line: string) => void;
  readonly onProgress?: (comparison: ConvergenceView) => void;
  readonly wait?: () => Promise<unknown>;
}

/** Compares, or shows the last result. @returns the exit code */
export async function converge({
  client,
  isLast = false,
  differencesMost = 20,
  print,
  onProgress = () => undefined,
  wait = () => pause(pollMilliseconds),
}: ConvergeOptions): Promise<number> {
  const id = isLast ? undefined : await begun(client);
  let last = await shown(client);
  while (id !== undefined && last?.id !== id) {
    await wait();
    const answer = (await client.call('GET', '/v1/convergence')) as ConvergenceAnswer;
    if (answer.running) onProgress(answer.running);
    last = [answer.last, ...answer.earlier].find((one) => one?.id === id);
  }
  if (!last) {
    print('Nothing was compared yet.');
    return exits.incomplete;
  }
  for (const line of tableOf(last)) print(line);
  for await (const difference of differencesOf(client, last.id, differencesMost)) print(lineOf(difference));
  return exitOf(last);
}

/** Begins a comparison, or names the one that is under way. */
async function begun(client: Client): Promise<string | undefined> {
  try {
    return ((await client.call('POST', '/v1/convergence')) as ConvergenceView).id;
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    return ((await client.call('GET', '/v1/convergence')) as ConvergenceAnswer).running?.id;
  }
}

const shown = async (client: Client): Promise<ConvergenceView | undefined> =>
  ((await client.call('GET', '/v1/convergence')) as ConvergenceAnswer).last;

async function* differencesOf(client: Client, id: string, most: number): AsyncGenerator<DifferenceView> {
  let after: string | undefined;
  let left = most;
  do {
    const query = after ? `?after=${after}` : '';
    const page = (await client.call('GET', `/v1/convergence/${id}/differences${query}`)) as {
      differences: DifferenceView[];
      next?: string;
    };
    yield* page.differences.slice(0, left);
    left -= page.differences.length;
    after = page.next;
  } while (after && left > 0);
}

const columns = ['receiver', 'state', 'records', 'files', 'equal', 'in flight', 'different'];

function tableOf({ id, startedAt, endedAt, receivers }: ConvergenceView): string[] {
  const rows = receivers.map((one) => [
    one.receiver,
    one.problem ? `${one.state}: ${one.problem}` : one.state,
    ...[one.records, one.files, one.equal, one.inFlight, one.different].map(String),
  ]);
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return [
    `comparison ${id}, ${startedAt} to ${endedAt ?? '-'}`,
    line(columns),
    ...rows.map(line),
    ...receivers.flatMap((one) =>
      one.causes.map(({ cause, title, count }) => `${one.receiver}: ${count} × ${cause} ${title}`),
    ),
    ...receivers.flatMap(({ receiver, oldestInFlight }) =>
      oldestInFlight ? [`${receiver}: in flight since ${oldestInFlight}`] : [],
    ),
  ];
}

const lineOf = ({ id, cause, delivery, recordId, fields = [], versionHere, versionThere }: DifferenceView) =>
  [
    id,
    cause,
    delivery ?? recordId ?? 'a record of nobody',
    `version ${versionHere ?? '-'} here, ${versionThere ?? '-'} there`,
    ...(fields.length > 0 ? [fields.join(', ')] : []),
  ].join('  ');

function exitOf({ state, receivers }: ConvergenceView): number {
  if (state !== 'complete') return exits.incomplete;
  return receivers.some(({ different }) => different > 0) ? exits.different : exits.equal;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h' },
      last: { type: 'boolean' },
      differences: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const differencesMost = Number(values.differences ?? 20);
  if (!Number.isInteger(differencesMost) || differencesMost < 0) {
    console.error(usage);
    return exits.incomplete;
  }
  const apiUrl = apiUrlOf(process.env);
  const client = await createClient(apiUrl, { agency: 'operations', scope: 'deliveries:write' });
  const isTerminal = process.stderr.isTTY;
  const code = await converge({
    client,
    isLast: values.last,
    differencesMost,
    print: (line) => console.log(line),
    onProgress: ({ receivers }) => {
      const counts = receivers.map((one) => `${one.receiver} ${one.records} records, ${one.files} files`);
      if (isTerminal) process.stderr.write(`\r${counts.join('; ')} `);
    },
  });
  if (isTerminal) process.stderr.write('\n');
  return code;
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`Could not compare: ${failureText(error, apiUrlOf(process.env))}`);
    process.exitCode = exits.incomplete;
  }
}
