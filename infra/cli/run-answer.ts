import type { Client, RunView } from './client.ts';
import { printWaiting } from './print-run.ts';
import { saveAnswer } from './save-answer.ts';

/** Exit codes of commands about a run. */
export const runExit = { taken: 0, notRead: 1, wrongCall: 2, rowsWait: 3 } as const;

/**
 * Prints what became of a run, and saves its answer beside the file where rows were not accepted.
 * @returns the exit code
 */
export async function reportRun(run: RunView, file: string | undefined, client: Client): Promise<number> {
  console.log(JSON.stringify(run, null, 2));
  if (run.problem)
    console.error(`${run.status === 'held' ? '已暂停' : '未读取'}：${run.problem.explanation}`);
  if (run.status !== 'completed') return runExit.notRead;
  await printWaiting(run, client);
  if (run.quarantined === 0) return runExit.taken;
  const saved = await saveAnswer(run.runId, file, client);
  console.error(`\n答复文件已保存，更正后可以直接报送：${saved.join('、')}`);
  return runExit.rowsWait;
}
