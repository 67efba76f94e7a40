import type * as z from 'zod';
import { folderAsOf, type ProofOptions } from '../../lib/credit-file/projection/as-of.ts';
import { legalBasisSaid } from '../../lib/regulation/legal-basis.ts';
import { Problem } from '../../lib/runtime/problem.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import type { fileQuery } from '../../schemas/api.ts';
import { type AskFileDeps, askFile } from './ask-file.ts';
import { basicView } from './basic-view.ts';
import { type Place, placeOf } from './file-cursor.ts';
import { listedSections } from './file-sections.ts';
import { gradeView, pastGradeView } from './grade-views.ts';
import { sheetsFrom } from './known-sheets.ts';
import { pageSections } from './page-sections.ts';

export interface ShowFileDeps extends AskFileDeps, ProofOptions {}

type FileQuery = z.infer<typeof fileQuery>;

/**
 * The whole credit file (信用档案): who the subject is and its grade in every answer; its decisions, and every sheet with
 * each line explained, in pages. Each answer leaves a receipt.
 * @throws Problem 400, 404
 */
export async function showFile(query: FileQuery, agency: string, deps: ShowFileDeps): Promise<object> {
  const place = startOf(query);
  const { file, receiptId } = await askFile(query, agency, deps);
  const { runtime, folders, vault } = deps;
  const { asOf, section, limit } = query;
  const now = await folders.readFolder(file.party);
  const folder = asOf === undefined ? now : folderAsOf(now, asOf);
  const { value: sheet } = await sheetsFrom(file.gradeInForce?.sheet, file, { folders, asOf }).next();
  const summary = {
    receiptId,
    version: file.version,
    legalBasis: legalBasisSaid(dayOf(runtime.clock()), deps.policy.book),
    basic: await basicView(file, folder.facts, deps),
    ...(asOf === undefined
      ? gradeView(file, { facts: folder.facts, vault })
      : { asOf, ...pastGradeView(sheet, { folder, category: file.category }, deps) }),
  };
  const on: Day = asOf ?? dayOf(runtime.clock());
  const listed = listedSections(file, folder, { vault, on, sheet });
  const sheets = (first?: string) => sheetsFrom(first ?? sheet?.hash, file, { folders, asOf });
  const pages = await pageSections({ listed, sheets }, { summary, section, place, limit }, vault);
  return { ...summary, ...pages };
}

/** Where the page begins. @throws Problem 400 */
function startOf({ section, after }: FileQuery): Place | undefined {
  if (after === undefined) return undefined;
  const place = section && placeOf(after, section);
  if (place) return place;
  throw new Problem(400, 'invalid-cursor', 'after must be the `next` of the same section of the same file.');
}
