import { registrationsOf } from '../../lib/credit-file/facts/registration.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { evidenceInTime, missingValuesOf } from '../../lib/evaluation/measured-values.ts';
import { evaluatedSubjects } from '../../lib/evaluation/result.ts';
import type { CsvColumn } from '../../lib/runtime/csv-answer.ts';
import { tableFor } from '../../lib/scoring/index.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { liesIn } from '../../lib/shared/division.ts';
import type { MissingValue, MissingValuesAnswer } from '../../schemas/cycles.ts';
import type { CycleDeps } from './cycle-deps.ts';
import { type ScanQuery, scanPage } from './scan-page.ts';

/**
 * Institutions and indicators without a measured value, one page of the table at a time: what an evaluation scores by the
 * parameter `measured.missing`, and not by a value. @throws Problem 400
 */
export async function listMissingValues(
  evaluation: Evaluation,
  { after, area }: ScanQuery,
  { folders, vault, policy, runtime }: Pick<CycleDeps, 'folders' | 'vault' | 'policy' | 'runtime'>,
): Promise<MissingValuesAnswer> {
  const page = await scanPage(after, folders);
  const today = dayOf(runtime.clock());
  const missing = page.folders.flatMap((folder) =>
    missingIn(folder, { evaluation, policy, today }).map(({ sealed, ...one }) => ({
      ...one,
      ...vault.identify(folder.party, { sealed }),
    })),
  );
  const shown = missing.filter(({ division }) => liesIn(division, area));
  return { year: evaluation.year, missing: shown, ...(page.next && { next: page.next }) };
}

function missingIn(
  folder: Folder,
  options: { evaluation: Evaluation; policy: CycleDeps['policy']; today: Day },
) {
  const registrations = registrationsOf(folder.facts);
  return evaluatedSubjects(folder).flatMap((subject) => {
    const { category, identity } = subject;
    const rows = tableFor(category, options.evaluation.year)?.indicators ?? [];
    const division = registrations.get(category)?.division;
    const evidence = evidenceInTime(folder, category, options);
    return missingValuesOf(category, options.evaluation.year, evidence).map((indicator) => ({
      category,
      sealed: identity.sealed,
      ...(division && { division }),
      indicator,
      title: rows.find(({ code }) => code === indicator)?.name ?? indicator,
    }));
  });
}

export const missingColumns: readonly CsvColumn<MissingValue>[] = [
  { title: '主体类别', of: ({ category }) => category },
  { title: '名称', of: ({ name }) => name },
  { title: '标识', of: ({ id }) => id },
  { title: '行政区划', of: ({ division }) => division },
  { title: '指标', of: ({ indicator }) => indicator },
  { title: '指标名称', of: ({ title }) => title },
];
