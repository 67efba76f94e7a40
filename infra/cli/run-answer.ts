import type * as z from 'zod';
import type { previewAnswer } from '../../schemas/api.ts';
import { apiUrlOf, type Client, failureText, type RunView } from './client.ts';
import { linesOf, printReadings, printWaiting } from './print-run.ts';
import { saveAnswer } from './save-answer.ts';

/** Exit codes of commands about a run. */
export const runExit = { taken: 0, notRead: 1, wrongCall: 2, rowsWait: 3 } as const;

/** What every command about a run takes. */
export const runOptions = {
  agency: { type: 'string', default: 'local-sender' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Runs a command about a run; `failed` begins the sentence that says why it did not work. */
export async function endWith(failed: string, work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(`${failed}: ${failureText(error, apiUrlOf(process.env))}`);
    process.exitCode = runExit.notRead;
  }
}

/**
 * Prints what became of a run, and saves its answer beside the file where rows were not accepted.
 * @returns the exit code
 */
export async function reportRun(run: RunView, file: string | undefined, client: Client): Promise<number> {
  console.log(JSON.stringify(run, null, 2));
  if (run.problem)
    console.error(`${run.status === 'held' ? '已暂停' : '未读取'}：${run.problem.explanation}`);
  if (run.status !== 'completed') return runExit.notRead;
  printReadings(run);
  await printWaiting(run, client);
  if (run.quarantined === 0) return runExit.taken;
  const saved = await saveAnswer(run.runId, file, client);
  console.error(`\n答复文件已保存，更正后可以直接报送：${saved.join('、')}`);
  return runExit.rowsWait;
}

/** Prints what would become of a file, and why rows would wait. @returns the exit code */
export async function reportPreview(source: string, bytes: Uint8Array, client: Client): Promise<number> {
  const preview = (await client.call('POST', `/v1/feeds/${source}/preview`, bytes)) as z.infer<
    typeof previewAnswer
  >;
  const { findings, ...shown } = preview;
  console.log(JSON.stringify(shown, null, 2));
  if (preview.problem)
    console.error(`将${preview.status === 'held' ? '暂停' : '不予读取'}：${preview.problem.explanation}`);
  if (!preview.isComplete) console.error('文件较大，只预览了以上行数。');
  if (preview.status !== 'completed') return runExit.notRead;
  printReadings(preview);
  if (preview.quarantined === 0) return runExit.taken;
  console.error(`\n将有 ${preview.quarantined} 行不能采纳：`);
  for (const line of linesOf(findings)) console.error(line);
  return runExit.rowsWait;
}
