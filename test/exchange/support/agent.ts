import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { BoxStatus } from '../../../exchange/box-state.ts';
import { type Client, clientWith, type RunView } from '../../../infra/cli/client.ts';
import { localIssuer } from '../../../infra/cli/local-issuer.ts';
import { allScopes } from '../../support/connector.ts';
import { until } from './until.ts';

const program = join(import.meta.dirname, '../../../exchange/main.ts');

/** A folder of a test with everything that its agents have. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'exchange-'));
  readonly state = join(this.folder, 'state');
  readonly agency = `sender-${this.folder.slice(-6).toLowerCase()}`;
  /** A client that sees everything. */
  readonly client: Client;
  readonly #agents = new Set<Agent>();

  private constructor(token: string, client: Client) {
    this.client = client;
    chmodSync(this.folder, 0o711);
    writeFileSync(join(this.folder, 'token'), token);
    chmodSync(join(this.folder, 'token'), 0o644);
  }

  static async create(scope = 'feeds:write:market-supervision feeds:write:registry'): Promise<Bench> {
    const issuer = await localIssuer();
    const all = await issuer.sign({ agency: 'bureau', scope: allScopes });
    const bench = new Bench('', clientWith(inject('connectorUrl'), all));
    bench.giveToken(await issuer.sign({ agency: bench.agency, scope }));
    return bench;
  }

  giveToken(token: string): void {
    writeFileSync(join(this.folder, 'token'), token);
  }

  /** A folder of this bench. */
  path(...names: string[]): string {
    const path = join(this.folder, ...names);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** A secret in a file of this bench. */
  secret(name: string, text: string): { file: string } {
    const file = join(this.folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return { file };
  }

  /** Writes a configuration. @returns its path */
  config(boxes: readonly object[], { connector = inject('connectorUrl'), state = this.state } = {}): string {
    const path = join(
      this.folder,
      `config-${boxes.map((box) => (box as { name: string }).name).join('-')}.json`,
    );
    writeFileSync(
      path,
      JSON.stringify({ connector, token: { file: join(this.folder, 'token') }, state, boxes }),
    );
    return path;
  }

  start(config: string, args: readonly string[] = [], options: { user?: number } = {}): Agent {
    const agent = new Agent(config, args, options);
    this.#agents.add(agent);
    return agent;
  }

  /** Takes what is there to its end. */
  async once(config: string): Promise<{ code: number; log: string }> {
    const agent = this.start(config, ['--once']);
    return { code: await agent.ended, log: agent.output };
  }

  status(box: string): BoxStatus | undefined {
    const path = join(this.state, 'status.json');
    if (!existsSync(path)) return undefined;
    const { boxes } = JSON.parse(readFileSync(path, 'utf8')) as { boxes: BoxStatus[] };
    return boxes.find((one) => one.box === box);
  }

  /** Waits until the status of a box is as wanted. */
  untilStatus(box: string, what: string, isSo: (status: BoxStatus) => boolean): Promise<BoxStatus> {
    return until(
      () => `${box} ${what}: ${JSON.stringify(this.status(box))} ${[...this.#agents].at(-1)?.errors}`,
      () => {
        const status = this.status(box);
        return status && isSo(status) ? status : undefined;
      },
    );
  }

  /** The runs that this bench's agency sent, oldest first. */
  async runs(source = 'market-supervision'): Promise<RunView[]> {
    const mine: RunView[] = [];
    for (let after = ''; ; ) {
      const page = (await this.client.call('GET', `/v1/feeds/runs?source=${source}${after}`)) as {
        runs: RunView[];
        next?: string;
      };
      mine.push(...page.runs);
      if (!page.next) break;
      after = `&after=${page.next}`;
    }
    const sent = new Set([...this.#agents].flatMap(({ output }) => runsIn(output)));
    return mine.filter(({ runId }) => sent.has(runId)).reverse();
  }

  async close(): Promise<void> {
    for (const agent of this.#agents) await agent.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const runsIn = (log: string): string[] =>
  [...log.matchAll(/"run":"([0-9A-Z]{26})"/g)].map(([, run = '']) => run);

/** An agent as a process. */
export class Agent {
  readonly process: ChildProcess;
  readonly ended: Promise<number>;
  output = '';
  errors = '';

  constructor(config: string, args: readonly string[], { user }: { user?: number }) {
    this.process = spawn(process.execPath, [program, config, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user !== undefined && { uid: user, gid: user }),
    });
    this.process.stdout?.on('data', (chunk) => {
      this.output += String(chunk);
    });
    this.process.stderr?.on('data', (chunk) => {
      this.errors += String(chunk);
    });
    this.ended = new Promise((resolve) => this.process.once('close', (code) => resolve(code ?? -1)));
  }

  /** Events of the log, in order. */
  events(): Record<string, unknown>[] {
    return this.output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async stop(): Promise<number> {
    this.process.kill('SIGTERM');
    return this.ended;
  }

  async kill(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill('SIGKILL');
    await this.ended;
  }
}
