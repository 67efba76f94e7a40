import { basename, dirname, extname, join } from 'node:path';
import type * as z from 'zod';
import type { findingsAnswer } from '../../schemas/api.ts';
import type { Client, RunView } from './client.ts';

type Findings = z.infer<typeof findingsAnswer>['findings'];

/** Findings fetched for the summary. The answer file has all of them. */
const pagesMost = 25;

/** What waits of a run and why, in Chinese: each reason once, with its rows and what to do. */
export async function printWaiting({ runId, quarantined }: RunView, client: Client): Promise<void> {
  if (quarantined === 0) return;
  const findings: Findings = [];
  let after: number | undefined;
  for (let page = 0; page < pagesMost; page++) {
    const query = after === undefined ? '' : `?after=${after}`;
    const answer = (await client.call('GET', `/v1/feeds/runs/${runId}/findings${query}`)) as z.infer<
      typeof findingsAnswer
    >;
    findings.push(...answer.findings);
    after = answer.next;
    if (after === undefined) break;
  }
  console.error(`\n有 ${quarantined} 行未采纳：`);
  for (const line of linesOf(findings)) console.error(line);
}

/** How cells were read that a person might read otherwise: a line a column. */
export function printReadings({ readings = [] }: Pick<RunView, 'readings'>): void {
  if (readings.length === 0) return;
  console.error('\n读取说明：');
  for (const { explanation } of readings) console.error(`  ${explanation}`);
}

const rowsShown = 10;

/** A line a reason and column, the most frequent first. */
export function linesOf(findings: Findings): string[] {
  const groups = Map.groupBy(findings, ({ code, column = '' }) => `${column}\u0000${code}`);
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      const rows = group.slice(0, rowsShown).map(({ row }) => row);
      const more = group.length > rowsShown ? '等' : '';
      const where = first.column ? `“${first.column}”列，` : '';
      return [
        `  ${group.length} 行：${where}${first.title}（第 ${rows.join('、')} 行${more}）`,
        `    ${first.explanation}`,
      ];
    });
}

/** Where the answer to a file is saved: beside it, under its own name with 答复. */
export function answerPathOf(file: string, answerName: string): string {
  const own = extname(file);
  return join(dirname(file), `${basename(file, own)}-答复${extname(answerName) || own}`);
}
