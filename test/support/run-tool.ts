import { spawnSync } from 'node:child_process';

/** Runs a program to its end; what it says is shown, or with `quiet` only its errors when it fails. */
export function runTool(command: string, args: readonly string[], saying: 'aloud' | 'quiet' = 'aloud'): void {
  const output = saying === 'aloud' ? 'inherit' : 'pipe';
  const { status, stderr, error } = spawnSync(command, args, {
    stdio: ['ignore', output, output],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${error?.message ?? stderr ?? ''}`);
}
