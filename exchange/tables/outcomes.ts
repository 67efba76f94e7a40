import type { Ending } from '../box.ts';
import type { TableBoxConfig } from '../config.ts';
import type { Connector, Finding } from '../connector.ts';
import type { Answer } from './table.ts';

type Flags = TableBoxConfig['status']['values'];

/** The words of a row that was taken back only in the table. */
const notSentReason =
  '未接收：来源表将该行标记为删除，删除不能代替撤销文书，请报送撤销，或由医保局经办人员处理。';

/**
 * What is written back to each row of a batch, in its order. The connector says of each row whether it waits and why; of the
 * others it says how many were accepted, known before or not about a subject of ours.
 */
export async function answersTo(
  sent: readonly boolean[],
  ending: Ending,
  { flags, connector }: { flags: Flags; connector: Connector },
): Promise<Answer[]> {
  const forSent = await answerOfSent(ending, { flags, connector });
  let row = 0;
  return sent.map((isSent) => {
    if (!isSent) return { flag: flags.refused, reason: notSentReason };
    row += 1;
    return forSent(row);
  });
}

async function answerOfSent(
  ending: Ending,
  { flags, connector }: { flags: Flags; connector: Connector },
): Promise<(row: number) => Answer> {
  if (ending.kind === 'same') return () => ({ flag: flags.taken, reason: '此前已接收' });
  if (ending.kind === 'refused') {
    const reason = `未接收：${ending.explanation || ending.code}`;
    return () => ({ flag: flags.refused, reason });
  }
  const [run] = ending.runs;
  if (run?.status !== 'completed') {
    const reason = `未接收：${run?.problem?.explanation ?? ''}（批次${run?.runId}）`;
    return () => ({ flag: flags.refused, reason });
  }
  const findings = Map.groupBy(
    await Array.fromAsync(connector.findings(run.runId)),
    (finding) => finding.row,
  );
  const taken = { flag: flags.taken, reason: takenReason(run) };
  return (row) => {
    const found = findings.get(row);
    return found ? { flag: flags.waits, reason: waitsReason(found) } : taken;
  };
}

const waitsReason = (findings: readonly Finding[]): string =>
  `待核实：${findings.map(({ column, explanation }) => (column ? `${column}：${explanation.replace(`${column}：`, '')}` : explanation)).join('；')}`;

interface Counts {
  readonly received: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly unmatched: number;
  readonly quarantined: number;
}

function takenReason({ received, accepted, duplicates, unmatched, quarantined }: Counts): string {
  const taken = received - quarantined;
  if (accepted === taken) return '采纳';
  if (duplicates === taken) return '重复：此前已接收';
  if (unmatched === taken) return '待匹配：尚无对应的信用主体';
  return `已接收（本批采纳${accepted}行，重复${duplicates}行，待匹配${unmatched}行）`;
}
