import type { RunView } from '../../infra/cli/client.ts';
import type { Ending } from '../box.ts';

/** What became of a file, in Chinese, for whoever put it there. */
export function receiptOf(name: string, ending: Ending, isGrown: boolean): string {
  const lines = [`文件：${name}`, ...linesOf(ending)];
  if (isGrown) lines.push('报送后该文件又有改动：改动后的文件已放回原处，将作为新文件报送。');
  return `${lines.join('\r\n')}\r\n`;
}

function linesOf(ending: Ending): string[] {
  if (ending.kind === 'same') return [`结果：与此前报送的“${ending.as}”内容相同，未再次报送。`];
  if (ending.kind === 'refused')
    return ['结果：未接收', `原因：${ending.explanation || ending.code}（${ending.code}）`];
  return ending.runs.flatMap((run) => ['', ...runLines(run)]);
}

function runLines({ runId, file, partOf, status, problem, passedOver = [], ...counts }: RunView): string[] {
  const { received, accepted, duplicates, unmatched, quarantined } = counts;
  return [
    ...(partOf && file.name ? [`压缩包内文件：${file.name}`] : []),
    `批次：${runId}`,
    `结果：${status === 'completed' ? '已读取' : '未读取'}`,
    `收到${received}行，采纳${accepted}行，重复${duplicates}行，待匹配${unmatched}行，未采纳${quarantined}行。`,
    ...(quarantined > 0 ? ['未采纳的行及原因见答复文件，更正后可以直接报送。'] : []),
    ...(passedOver.length > 0 ? [`未读取的工作表：${passedOver.join('、')}`] : []),
    ...(problem ? [`原因：${problem.explanation || problem.detail}（${problem.code}）`] : []),
  ];
}

/** Why a file waits, in Chinese. */
export const heldText = ({ runId, problem }: RunView): string =>
  `${[
    `批次：${runId}`,
    '结果：已暂停，等待医保局经办人员处理。处理后自动继续，请勿重复报送。',
    ...(problem ? [`原因：${problem.explanation || problem.detail}（${problem.code}）`] : []),
  ].join('\r\n')}\r\n`;
