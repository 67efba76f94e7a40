import { basename, dirname, join, parse } from 'node:path';
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
 * Prints what became of a run, and saves its answer beside the file where rows were not accepted. Of an archive each of its
 * files is followed.
 * @returns the exit code
 */
export async function reportRun(run: RunView, file: string | undefined, client: Client): Promise<number> {
  console.log(JSON.stringify(run, null, 2));
  if (run.parts) return reportParts(run.parts, file, client);
  if (run.problem) printProblem(run.status === 'held' ? '已暂停' : '未读取', run.problem, run.source);
  if (run.status !== 'completed') return runExit.notRead;
  printReadings(run);
  await printWaiting(run, client);
  if (run.quarantined === 0) return runExit.taken;
  const saved = await saveAnswer(run.runId, file, client);
  console.error(`\n答复文件已保存，更正后可以直接报送：${saved.join('、')}`);
  return runExit.rowsWait;
}

async function reportParts(
  parts: readonly string[],
  archive: string | undefined,
  client: Client,
): Promise<number> {
  const ended: Ended[] = [];
  for (const [index, runId] of parts.entries()) {
    const run = await client.follow(runId);
    const name = run.file.name ?? runId;
    console.error(`\n第${index + 1}个文件，共${parts.length}个：${name}`);
    const exit = await reportRun(run, besideArchive(archive, { index, name }), client);
    ended.push({ ...run, exit });
  }
  return summedUp(ended, '压缩包');
}

/** A file of an archive as if it lay beside the archive: two of one name in two folders stay apart. */
const besideArchive = (
  archive: string | undefined,
  { index, name }: { index: number; name: string },
): string | undefined =>
  archive && join(dirname(archive), `${parse(archive).name}-${index + 1}-${basename(name)}`);

type Ended = Pick<RunView, 'received' | 'accepted' | 'duplicates' | 'unmatched' | 'quarantined'> & {
  readonly exit: number;
};

/** Rows that wait are named before files that were not read: both are printed with their numbers. */
function summedUp(ended: readonly Ended[], what: string): number {
  const sum = (name: Exclude<keyof Ended, 'exit'>): number => ended.reduce((all, one) => all + one[name], 0);
  const notRead = ended.filter(({ exit }) => exit === runExit.notRead).length;
  console.error(
    `\n${what}共${ended.length}个文件，其中${notRead}个未读取或已暂停；收到${sum('received')}行，` +
      `采纳${sum('accepted')}行，重复${sum('duplicates')}行，待匹配${sum('unmatched')}行，未采纳${sum('quarantined')}行。`,
  );
  if (ended.some(({ exit }) => exit === runExit.rowsWait)) return runExit.rowsWait;
  return notRead > 0 ? runExit.notRead : runExit.taken;
}

type Preview = z.infer<typeof previewAnswer>;

/** Prints what would become of a file, and why rows would wait. @returns the exit code */
export async function reportPreview(source: string, bytes: Uint8Array, client: Client): Promise<number> {
  const { parts, ...preview } = (await client.call('POST', `/v1/feeds/${source}/preview`, bytes)) as Preview;
  const exit = printPreview(preview, source);
  if (!parts) return exit;
  const ended = parts.map(({ name, ...part }) => {
    console.error(`\n${name}`);
    return { ...part, exit: printPreview(part, source) };
  });
  return summedUp(ended, '预览的压缩包');
}

function printPreview({ findings, ...preview }: Omit<Preview, 'parts'>, source: string): number {
  console.log(JSON.stringify(preview, null, 2));
  if (preview.problem)
    printProblem(preview.status === 'held' ? '将暂停' : '将不予读取', preview.problem, source);
  if (!preview.isComplete) console.error('文件较大，只预览了以上行数。');
  if (preview.status !== 'completed') return runExit.notRead;
  printReadings(preview);
  if (preview.quarantined === 0) return runExit.taken;
  console.error(`\n将有 ${preview.quarantined} 行不能采纳：`);
  for (const line of linesOf(findings)) console.error(line);
  return runExit.rowsWait;
}

/** Why a file is not read, and where to get the table that it should be. */
function printProblem(what: string, problem: NonNullable<RunView['problem']>, source: string): void {
  console.error(`${what}：${problem.explanation}`);
  if (problem.code === 'column-missing')
    console.error(`空白模板：${apiUrlOf(process.env)}/v1/feeds/${source}/template`);
}
