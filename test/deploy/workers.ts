import { readdirSync, readFileSync } from 'node:fs';

/**
 * Kills the processes in which a function of an emulated cloud runs, as a failure of the machine would.
 * @returns how many
 */
export function killWorkers(functionName: string): number {
  let killed = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (!environmentOf(pid).includes(`AWS_LAMBDA_FUNCTION_NAME=${functionName}`)) continue;
    process.kill(Number(pid), 'SIGKILL');
    killed++;
  }
  return killed;
}

function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // The process has ended meanwhile, or belongs to somebody else.
    return [];
  }
}
