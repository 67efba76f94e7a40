import { downgraded, gradeOf } from '../../regulation/grade-bands.ts';
import type { IndicatorTable } from '../../regulation/indicator-table.ts';
import { measuresOnSheet } from '../../regulation/measures.ts';
import { type Policy, policyFor } from '../../regulation/policy.ts';
import { suspensionLadder } from '../../regulation/suspension-ladder.ts';
import { tableFor, tableOfVersion } from '../../regulation/tables/index.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ScoringEvidence } from '../evidence.ts';
import { exact, lesser, toCents, totalOf } from '../exact.ts';
import type { CaseError, ScoreSheet, ScoringCase } from '../types.ts';
import { evidenceFault } from './check-evidence.ts';
import { type LineOptions, type ScoredRow, scoreRow } from './score-line.ts';

export interface ScoringOptions {
  /**
   * `annual`: as in the annual evaluation. `interim`: between two evaluations. A ratio without peer statistics and a
   * survey that was not held then keep their full weight.
   */
  readonly mode: 'annual' | 'interim';
  /** Values of a draft, in place of those in force. */
  readonly policy?: Partial<Policy>;
  /** A table that is not in force, tried for its category. */
  readonly draft?: IndicatorTable | undefined;
}

/** Scores a case by the table in force in its cycle and explains every row (Art. 16, annexes 6 to 11). */
export function scoreCase(input: ScoringCase, options: ScoringOptions): Result<ScoreSheet, CaseError> {
  const { category, cycle, tableVersion } = input;
  const inForce = tableVersion ? tableOfVersion(category, tableVersion) : tableFor(category, cycle);
  const table = options.draft?.category === category ? options.draft : inForce;
  if (!table) {
    return err({
      code: 'invalid-case',
      message: tableVersion
        ? `there is no version ${tableVersion} of the table for ${category}`
        : `no table was in force for ${category} in ${cycle}`,
    });
  }
  const policy = policyFor(input.cycle, { ...input.policy, ...options.policy });
  const scored = scoreRows(table, input, { article: table.article, policy, mode: options.mode });
  return scored.ok ? ok(sheetOf(table, input, { rows: scored.value, policy })) : scored;
}

function scoreRows(
  table: IndicatorTable,
  { evidence, peers }: ScoringCase,
  options: LineOptions,
): Result<ScoredRow[], CaseError> {
  const byIndicator = new Map<string, ScoringEvidence[]>();
  for (const item of evidence) {
    const fault = evidenceFault(table, item);
    if (fault) return err({ code: fault.code, message: fault.message });
    const known = byIndicator.get(item.indicator);
    if (known) known.push(item);
    else byIndicator.set(item.indicator, [item]);
  }
  const untouched = withoutEvidence(table, options);
  const rows: ScoredRow[] = [];
  for (const row of table.indicators) {
    const known = byIndicator.get(row.code);
    const scored = known
      ? scoreRow(row, known, { ...options, peers: peers?.[row.code] })
      : untouched.get(row.code);
    if (!scored) {
      return err({
        code: 'missing-peers',
        message: `${row.code} has a value but no peer statistics; give peers.${row.code} with min and max`,
      });
    }
    rows.push(scored);
  }
  return ok(rows);
}

type RowsByMode = Map<LineOptions['mode'], ReadonlyMap<string, ScoredRow>>;
const knownWithout = new WeakMap<Policy, WeakMap<IndicatorTable, RowsByMode>>();

/**
 * The scored rows of a table without evidence. Most rows have none, and the result is always the same, so it is
 * cached: by the table itself, because a draft may have the id and version of another table.
 */
function withoutEvidence(table: IndicatorTable, options: LineOptions): ReadonlyMap<string, ScoredRow> {
  const byTable = knownWithout.get(options.policy) ?? new WeakMap<IndicatorTable, RowsByMode>();
  knownWithout.set(options.policy, byTable);
  const byMode: RowsByMode = byTable.get(table) ?? new Map();
  byTable.set(table, byMode);
  const known = byMode.get(options.mode);
  if (known) return known;
  const rows = new Map<string, ScoredRow>();
  for (const row of table.indicators) {
    const scored = scoreRow(row, [], options);
    if (scored) rows.set(row.code, scored);
  }
  byMode.set(options.mode, rows);
  return rows;
}

function sheetOf(
  table: IndicatorTable,
  { category, cycle, previousGrades }: ScoringCase,
  { rows, policy }: { rows: readonly ScoredRow[]; policy: Policy },
): ScoreSheet {
  const total = totalOf(rows.map(({ awarded }) => awarded));
  const cap = exact(policy['score.cap']);
  const score = toCents(lesser(cap, total));
  const vetoed = rows.some(({ vetoes }) => vetoes);
  const { grade, downgraded: isDowngraded } = downgraded(
    category,
    vetoed ? 'E' : gradeOf(score),
    previousGrades,
  );
  const suspension =
    category === 'insured-person' && grade === 'E' ? suspensionLadder({ score, vetoed }, policy) : undefined;
  return {
    table: { id: table.id, version: table.version, citation: table.citation },
    category,
    cycle,
    score,
    grade,
    vetoed,
    downgraded: isDowngraded,
    lines: rows.map(({ line }) => line),
    measures: measuresOnSheet(category, grade, { cycle, previousGrades }),
    ...(suspension && { suspensionMonths: suspension.months }),
    parameters: {
      ...(total.compare(cap) > 0 && { 'score.cap': policy['score.cap'] }),
      ...(suspension && { [suspension.parameter]: policy[suspension.parameter] }),
    },
  };
}
