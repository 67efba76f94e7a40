import type { Runtime } from '../../lib/runtime/runtime.ts';

export interface FakeRuntime extends Runtime {
  /** Moves the clock forward. */
  pass(milliseconds: number): void;
  /** Names of what was logged and measured, in order. */
  readonly said: string[];
}

/** A runtime whose clock moves only by `pass`. Pauses take no time. */
export function fakeRuntime(onPause: () => void = () => undefined): FakeRuntime {
  let now = Date.parse('2026-06-30T04:00:00Z');
  const said: string[] = [];
  return {
    env: {},
    clock: () => new Date(now),
    random: () => 0.5,
    newId: () => '01RUN00000000000000000000A',
    async pause(milliseconds) {
      now += milliseconds;
      onPause();
    },
    log: {
      info: (event) => said.push(event),
      warn: (event) => said.push(event),
      error: (event) => said.push(event),
    },
    metrics: { add: (name) => said.push(name), flush: () => undefined },
    pass(milliseconds) {
      now += milliseconds;
    },
    said,
  };
}
