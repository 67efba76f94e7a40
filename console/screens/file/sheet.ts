import type { AnswerOf } from '../../api/operation-types.ts';

export type File = AnswerOf<'POST /v1/files/query'>;
export type Sheet = File['scoreSheets'][number];
export type Line = Sheet['sheet']['lines'][number];

/** A document behind points that were lost, and the row it came in. */
export interface Deduction {
  readonly lost: string;
  readonly document: string;
  readonly authority: string;
  readonly decidedOn: string;
  readonly run?: string | undefined;
  readonly row?: number | undefined;
}

const textIn = (of: unknown, name: string): string | undefined => {
  const value = (of as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** Sheets of earlier releases have fewer fields: what is lacking stays empty. */
export function deductionsOf(line: Line): Deduction[] {
  const given = line['deductions'];
  if (!Array.isArray(given)) return [];
  return given.map((one: unknown) => {
    const cause = (one as { cause?: unknown }).cause;
    const row = textIn(cause, 'row');
    const summed = textIn(cause, 'documents');
    return {
      lost: textIn(one, 'lost') ?? '',
      // Of an institution with very many decisions the sheet names the sum; each is among the decisions of the file.
      document: summed === undefined ? (textIn(cause, 'document') ?? '') : `${summed}份文书合计`,
      authority: textIn(cause, 'authority') ?? '',
      decidedOn: textIn(cause, 'decidedOn') ?? '',
      ...(summed === undefined && { run: textIn(cause, 'run') }),
      ...(row !== undefined && summed === undefined && { row: Number(row) }),
    };
  });
}

/** Points in hundredths: figures of a drawing, not of a score. */
const hundredths = (points: string): number => Math.round(Number(points) * 100);

/** One step of the waterfall: from the full points down to the score, indicator by indicator. */
export interface Step {
  readonly line: Line;
  /** Hundredths of a point; negative where points were lost. */
  readonly change: number;
  readonly before: number;
  readonly after: number;
}

/** A bonus begins at nothing; every other indicator begins at its weight. */
const changeOf = (line: Line): number =>
  line.rule === 'bonus' ? hundredths(line.awarded) : hundredths(line.awarded) - hundredths(line.weight);

/** The steps that moved the score, the largest first, each from where the one before ended. */
export function stepsOf(lines: readonly Line[]): { full: number; steps: Step[] } {
  const full = lines.reduce((sum, line) => sum + (line.rule === 'bonus' ? 0 : hundredths(line.weight)), 0);
  const moved = lines
    .map((line) => ({ line, change: changeOf(line) }))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => a.change - b.change);
  let at = full;
  const steps = moved.map(({ line, change }) => {
    const before = at;
    at += change;
    return { line, change, before, after: at };
  });
  return { full, steps };
}
