import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { notesOf } from '../../lib/regulation/tables/row-notes.ts';
import type { CaseError, ScoreSheet, ScoringCase } from '../../lib/scoring/index.ts';
import { measuresOf, scoreCase } from '../../lib/scoring/index.ts';
import { explanationOf } from '../../schemas/reasons/reason.ts';
import { type ScoringErrorCode, scoringReasons } from '../../schemas/reasons/scoring-errors.ts';
import { scoringCase } from '../../schemas/scoring-case.ts';

const usage = `Scores cases offline, as the annual evaluation does.

  npm run -s score -- FILE     one case a line (NDJSON); - for standard input

Writes one result a line, in order. Exit code 0 when every case was scored, 1 when one could not be, 2 for a wrong call.`;

interface Unscored {
  readonly ref: unknown;
  readonly error: CaseError;
}

const isFault = (result: Unscored | Record<string, unknown>): result is Unscored => 'error' in result;

/** The result of a line, or why it could not be scored. */
export function scoreLine(line: string): Unscored | Record<string, unknown> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ref: null, error: { code: 'invalid-case', message: 'the line is not JSON' } };
  }
  const ref = json !== null && typeof json === 'object' && 'ref' in json ? json.ref : null;
  const parsed = scoringCase.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.') || 'case'}: ${issue.message}`);
    return { ref, error: { code: 'invalid-case', message: faults.join('; ') } };
  }
  const scored = scoreCase(parsed.data, { mode: 'annual' });
  return scored.ok ? { ref, ...resultOf(scored.value, parsed.data) } : { ref, error: scored.error };
}

const resultOf = (
  { category, cycle, score, grade, vetoed, ...sheet }: ScoreSheet,
  { previousGrades }: ScoringCase,
) => ({
  category,
  cycle,
  score,
  grade,
  vetoed,
  downgraded: sheet.downgraded,
  lines: sheet.lines.map(({ indicator, weight, awarded, cases, basis, article }) => ({
    indicator,
    weight,
    awarded,
    cases,
    basis,
    article,
    ...notesOf(indicator),
  })),
  measures: measuresOf(category, grade, previousGrades).map(({ wording }) => wording),
  ...(sheet.suspensionMonths !== undefined && { suspensionMonths: sheet.suspensionMonths }),
});

/** Lines end with a line feed only: JSON may contain every other line separator. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]);
      rest = [];
      from = end + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const notUtf8 = { ref: null, error: { code: 'invalid-case', message: 'the line is not UTF-8' } } as const;

function textOf(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
    strict: false,
  });
  const [file] = positionals;
  if (values['help'] || file === undefined || positionals.length > 1) {
    (values['help'] ? process.stdout : process.stderr).write(`${usage}\n`);
    return values['help'] ? 0 : 2;
  }
  const input = file === '-' ? process.stdin : createReadStream(file);
  if (file !== '-') await once(input, 'open');
  const faults = new Map<ScoringErrorCode, number>();
  for await (const bytes of linesOf(input as AsyncIterable<Buffer>)) {
    const line = textOf(bytes);
    if (line?.trim() === '') continue;
    const result = line === undefined ? notUtf8 : scoreLine(line);
    if (isFault(result)) faults.set(result.error.code, (faults.get(result.error.code) ?? 0) + 1);
    if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
  }
  for (const [code, cases] of faults)
    console.error(`${cases} 个案例未能评分（${code}）：${explanationOf(scoringReasons, code)}`);
  return faults.size > 0 ? 1 : 0;
}

if (import.meta.main) {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(`The cases cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 2;
  }
}
