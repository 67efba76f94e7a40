import { askedPrefecture } from '../../lib/application/cases/prefecture-query.ts';
import type { DivisionOf } from '../../lib/application/cases/subject-division.ts';
import type { FolderStore } from '../../lib/credit-file/ports.ts';
import type { Folder } from '../../lib/credit-file/projection/project-folder.ts';
import type { Evaluation } from '../../lib/evaluation/evaluation.ts';
import { shownPhase } from '../../lib/evaluation/levels.ts';
import type { Report } from '../../lib/evaluation/report.ts';
import type { CsvColumn } from '../../lib/runtime/csv-answer.ts';
import type { Vault } from '../../lib/runtime/vault.ts';
import { isInstitution } from '../../lib/shared/category.ts';
import { liesIn } from '../../lib/shared/division.ts';
import { maskedIdentifier } from '../../lib/shared/identifiers.ts';
import type { PublishedResult, Statistics } from '../../schemas/cycles.ts';
import { type ScanQuery, scanPage } from './scan-page.ts';

/** The statistics of a rehearsal as rows. */
export function statisticsOf({ year, phase }: Evaluation, report: Report): Statistics {
  const rows = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, subjects]) => ({ parts: key.split('/'), subjects }));
  return {
    year,
    phase: shownPhase(phase),
    grades: rows(report.grades).map(({ parts: [category = '', prefecture = '', grade = ''], subjects }) => ({
      category,
      prefecture,
      grade,
      subjects,
    })),
    indicators: rows(report.indicators).map(({ parts: [category = '', indicator = ''], subjects }) => ({
      category,
      indicator,
      subjects,
    })),
  };
}

export const gradeColumns: readonly CsvColumn<Statistics['grades'][number]>[] = [
  { title: '主体类别', of: ({ category }) => category },
  { title: '地市', of: ({ prefecture }) => prefecture },
  { title: '等级', of: ({ grade }) => grade },
  { title: '主体数', of: ({ subjects }) => subjects },
];
export const indicatorColumns: readonly CsvColumn<Statistics['indicators'][number]>[] = [
  { title: '主体类别', of: ({ category }) => category },
  { title: '指标', of: ({ indicator }) => indicator },
  { title: '有记录的主体数', of: ({ subjects }) => subjects },
];
export const resultColumns: readonly CsvColumn<PublishedResult>[] = [
  { title: '主体类别', of: ({ category }) => category },
  { title: '名称', of: ({ name }) => name },
  { title: '标识', of: ({ id }) => id },
  { title: '行政区划', of: ({ division }) => division },
  { title: '等级', of: ({ grade }) => grade },
  { title: '得分', of: ({ score }) => score },
  { title: '发布日期', of: ({ publishedOn }) => publishedOn },
];

export interface ResultsQuery extends ScanQuery {
  readonly prefecture?: string | undefined;
  readonly category?: string | undefined;
}

export interface ResultsPage {
  readonly year: number;
  readonly results: readonly PublishedResult[];
  readonly next?: string;
}

interface ResultsDeps {
  readonly folders: Pick<FolderStore, 'scanFolders'>;
  readonly vault: Vault;
  readonly divisionOf: DivisionOf;
}

/** The published results as they are now, one page of the table at a time. @throws Problem 400 */
export async function publishedResults(
  year: number,
  { prefecture, category, after, area }: ResultsQuery,
  { folders, ...deps }: ResultsDeps,
): Promise<ResultsPage> {
  const asked = askedPrefecture(prefecture);
  const page = await scanPage(after, folders);
  const found = await Promise.all(page.folders.map((folder) => resultsIn(folder, year, deps)));
  const results = found
    .flat()
    .filter((result) => category === undefined || result.category === category)
    .filter(({ division }) => liesIn(division, asked) && liesIn(division, area));
  return { year, results, ...(page.next && { next: page.next }) };
}

async function resultsIn(
  { party, facts, files }: Folder,
  year: number,
  { vault, divisionOf }: Omit<ResultsDeps, 'folders'>,
): Promise<PublishedResult[]> {
  const results: PublishedResult[] = [];
  for (const file of files.values()) {
    const result = file.published?.find(({ cycle }) => cycle === year);
    if (!result || file.status === 'merged') continue;
    const { name, id } = vault.identify(party, file.identity);
    const division = await divisionOf(facts, file.category);
    results.push({
      category: file.category,
      name,
      id: isInstitution(file.category) ? id : maskedIdentifier(id),
      ...(division && { division }),
      grade: result.grade,
      score: result.score,
      publishedOn: result.publishedOn,
    });
  }
  return results;
}
