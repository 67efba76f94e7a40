import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Agent } from './agent.ts';
import { checkAll } from './check.ts';
import { type Config, parseConfig } from './config.ts';
import { Journal } from './journal.ts';
import { openBoxes } from './open-boxes.ts';
import { problemText } from './problem.ts';
import { sayTo } from './say.ts';

const usage = `Takes what authorities put into folders, SFTP servers and tables, sends it to a connector, and puts back what became of it.

  npm run -s exchange -- CONFIG.json [--once] [--check]

  --once   takes what is there now to its end, and stops
  --check  tries the connector's token and each box, and says what is wrong

The configuration is described in docs/exchange.md. It works until it is stopped (SIGTERM, SIGINT); stopping at any moment, even by
SIGKILL, loses nothing. The log is JSON lines on standard output; status.json in the state folder says how each box is.
Exit code 0; 1 when a box does not work (--once, --check) or the agent cannot start; 2 for a wrong call; 3 when rows or runs wait (--once).`;

const exit = { well: 0, failing: 1, wrongCall: 2, waiting: 3 } as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { once: { type: 'boolean' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(usage);
    return exit.well;
  }
  const [file] = positionals;
  if (!file) {
    console.error(usage);
    return exit.wrongCall;
  }
  return work(parseConfig(await readFile(file, 'utf8')), values);
}

async function work(config: Config, { once, check }: { once?: boolean; check?: boolean }): Promise<number> {
  const clock = (): Date => new Date();
  const say = sayTo((line) => console.log(line), clock);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stopping.abort());
  const journal = new Journal(config.state, clock);
  const watches = openBoxes(config, { journal, say, clock });
  try {
    if (check) return (await checkAll(watches, console.log)) ? exit.well : exit.failing;
    const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
      wait(milliseconds, undefined, { signal }).catch(() => undefined);
    const agent = new Agent(watches, {
      journal,
      say,
      folder: config.state,
      clock,
      random: Math.random,
      pause,
    });
    say('info', 'agent.started', { boxes: watches.length });
    if (!once) await agent.run(stopping.signal);
    else return exitOf(await agent.once(stopping.signal));
    say('info', 'agent.stopped');
    return exit.well;
  } finally {
    await Promise.allSettled(watches.map(({ box }) => box.close()));
    journal.close();
  }
}

const exitOf = ({
  failing,
  held,
  waitingRows,
}: {
  failing: number;
  held: number;
  waitingRows: number;
}): number => {
  if (failing > 0) return exit.failing;
  return held + waitingRows > 0 ? exit.waiting : exit.well;
};

try {
  process.exitCode = await main();
} catch (error) {
  const isOurs = error instanceof Error && error.message.startsWith('the configuration');
  console.error(`The agent did not start: ${isOurs ? error.message : problemText(error)}`);
  process.exitCode = exit.failing;
}
