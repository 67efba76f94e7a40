import type { Result } from './sequence.ts';
import type { Shrunk } from './shrink.ts';
import type { Act } from './workload/steps.ts';

/** What all sequences did together. */
export class Tally {
  passed = 0;
  failed = 0;
  readonly #steps: number[] = [];
  readonly #requests: number[] = [];
  #calls = 0;
  #coldStarts = 0;
  #redriven = 0;
  readonly #faults = new Map<string, number>();
  readonly #events = new Map<string, number>();
  readonly #acts = new Map<string, number>();

  add(result: Result): void {
    const { broken, plan, steps, faults, world, outside } = result;
    if (broken.length === 0) this.passed++;
    else this.failed++;
    this.#steps.push(plan.steps.length);
    this.#requests.push(steps);
    this.#calls += world.functions.calls;
    this.#coldStarts += world.functions.coldStarts;
    this.#redriven += world.redriven;
    for (const fault of faults) count(this.#faults, fault.split('@')[0] ?? '');
    for (const [event, times] of world.functions.said.events) count(this.#events, event, times);
    for (const [act, times] of outside.acts) count(this.#acts, act, times);
  }

  lines(seconds: number): string[] {
    const sequences = this.passed + this.failed;
    const requests = sum(this.#requests);
    return [
      `${sequences} sequences in ${seconds.toFixed(1)} s (${(sequences / seconds).toFixed(1)} a second)`,
      `steps of a sequence: ${mean(this.#steps)} on average, ${Math.max(0, ...this.#steps)} at most`,
      `requests and messages: ${requests} (${mean(this.#requests)} a sequence, ${Math.max(0, ...this.#requests)} at most; ${Math.round(requests / seconds)} a second)`,
      `calls of functions: ${this.#calls}, ${this.#coldStarts} of them cold starts; dead letters sent again: ${this.#redriven}`,
      `faults: ${sum([...this.#faults.values()])}`,
      ...listed(this.#faults),
      'what was done outside, and how it ended:',
      ...listed(this.#acts),
      'what the connector logged:',
      ...listed(this.#events),
    ];
  }
}

const count = (counts: Map<string, number>, name: string, times = 1): void => {
  counts.set(name, (counts.get(name) ?? 0) + times);
};
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const mean = (values: readonly number[]): number => Math.round(sum(values) / Math.max(1, values.length));
const widthOfLine = 110;

/** Names with their counts, as many in a line as fit. */
function listed(counts: ReadonlyMap<string, number>): string[] {
  const lines: string[] = [];
  for (const [name, times] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = `${name} ${times}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + text.length < widthOfLine)
      lines[lines.length - 1] = `${last}, ${text}`;
    else lines.push(`  ${text}`);
  }
  return lines;
}

/** A sequence that fails, in the few steps that are left of it. */
export const failureLines = ({ result, runs }: Shrunk, repeat: string): string[] => [
  `FAILED. ${result.plan.steps.length} steps and ${result.faults.length} faults are left after ${runs} runs; it begins ${new Date(result.plan.begins).toISOString()}, ${JSON.stringify(result.plan.settings)}:`,
  ...result.plan.steps.map(({ at, act }) => `  after ${at / 1000} s: ${wordsOf(act)}`),
  ...result.faults.map((fault) => `  fault: ${fault}`),
  ...result.broken.slice(0, 8).map((what) => `  ✗ ${what}`),
  `  again: ${repeat}`,
];

const wordsOf = (act: Act): string =>
  act.kind === 'send'
    ? `${act.source} sends ${act.rows.length} rows${act.asFile ? ' as a file' : ''}: ${JSON.stringify(act.rows).slice(0, 600)}`
    : `${act.kind} (${act.seed})`;
