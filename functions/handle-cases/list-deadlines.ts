import { type OpenedCase, readCase } from '../../lib/application/cases/resolve-case.ts';
import { createDivisionOf, type DivisionOf } from '../../lib/application/cases/subject-division.ts';
import { type Case, needsOfficer, nextDeadline } from '../../lib/credit-file/cases/case-state.ts';
import { subjectText } from '../../lib/credit-file/facts/subject.ts';
import type { CsvColumn } from '../../lib/runtime/csv-answer.ts';
import { type Day, dayOf } from '../../lib/shared/day.ts';
import { isRegion, liesIn } from '../../lib/shared/division.ts';
import type { DeadlinesAnswer } from '../../schemas/cases.ts';
import type { CaseDeps } from './case-deps.ts';

/**
 * Deadlines of open cases, oldest first. Each case is read from its folder, because the index is eventually consistent.
 */
export async function listDeadlines(
  { before, after, limit }: { before?: Day | undefined; after?: string | undefined; limit: number },
  { waiting, ports, area, folders }: Pick<CaseDeps, 'waiting' | 'ports' | 'area' | 'folders'>,
): Promise<DeadlinesAnswer> {
  if (before && after && after >= before) return { deadlines: [] };
  const { keys, next } = await waiting.list('C', { prefix: '', before, after, limit });
  const today = dayOf(ports.clock());
  const divisionOf = createDivisionOf(folders, today);
  const cases = await Promise.all(
    keys.map(async ({ party, fact }) => {
      const found = await readCase(party, fact, ports);
      return { ...found, isShown: isRegion(area) || (await isIn(area, found, divisionOf)) };
    }),
  );
  const deadlines = cases.flatMap(({ one, folder, isShown }) => {
    const due = one && nextDeadline(one);
    if (!due || !isShown) return [];
    const { on, provisional } = due.deadline;
    const movedFrom = firstDay(one);
    return [
      {
        id: `${subjectText({ category: one.fact.category, party: folder.party })}.${one.id}`,
        kind: one.kind,
        state: one.state,
        what: due.what,
        on,
        provisional,
        ...(movedFrom !== on && { movedFrom }),
        isOverdue: needsOfficer(one) && on < today,
        receivedOn: one.fact.receivedOn,
      },
    ];
  });
  return { deadlines, ...(next && { next }) };
}

/** A case lies where its subject did when it was filed; a case of an earlier release where its subject is now. */
async function isIn(
  area: string | undefined,
  { one, folder }: OpenedCase,
  divisionOf: DivisionOf,
): Promise<boolean> {
  if (!one) return false;
  const { category } = one.fact;
  return liesIn(one.fact.division ?? (await divisionOf(folder.facts, category)), area);
}

/** The day that the deadline was first set to. */
const firstDay = (one: Case): Day =>
  one.kind === 'objection'
    ? one.fact.decideBy.on
    : (
        one.refusalObjection?.ruling?.notice ??
        one.refusalObjection?.fact.decideBy ??
        one.decision?.notice ??
        one.extension?.decideBy ??
        one.fact.decideBy
      ).on;

/** Columns of the list as CSV. */
export const deadlineColumns: readonly CsvColumn<DeadlinesAnswer['deadlines'][number]>[] = [
  { title: '案件', of: ({ id }) => id },
  { title: '类型', of: ({ kind }) => kind },
  { title: '状态', of: ({ state }) => state },
  { title: '事项', of: ({ what }) => what },
  { title: '期限', of: ({ on }) => on },
  { title: '暂定', of: ({ provisional }) => (provisional ? '是' : '') },
  { title: '原期限', of: ({ movedFrom }) => movedFrom },
  { title: '逾期', of: ({ isOverdue }) => (isOverdue ? '是' : '') },
  { title: '受理日期', of: ({ receivedOn }) => receivedOn },
];
