import { personalColumns } from '../../lib/feeds/personal-columns.ts';
import { type Category, isInstitution } from '../../lib/shared/category.ts';
import { maskedValue, withoutPersons } from '../../lib/shared/personal-values.ts';
import type { WaitingDetail } from '../../schemas/api.ts';

/** How the values of one item are covered. */
interface Cover {
  isPersonal(column: string): boolean;
  value(text: string): string;
  text(text: string): string;
}

/**
 * An item with the names and numbers of persons covered: in its personal columns as a whole, elsewhere where they are
 * repeated. What names organisations stays. `masked` lists the columns with a covered value.
 */
export function maskedItem(detail: WaitingDetail): WaitingDetail {
  const { cells, record, registeredNames, candidates, decisions } = detail;
  const cover = coverOf(detail);
  const row = cells && maskedCells(cells, cover);
  return {
    ...detail,
    isMasked: true,
    ...(cells &&
      row && { cells: row, masked: Object.keys(cells).filter((name) => row[name] !== cells[name]) }),
    ...(record !== undefined && { record: mapTexts(record, cover.text) }),
    ...(registeredNames && { registeredNames: registeredNames.map(cover.value) }),
    ...(candidates && {
      candidates: candidates.map((one) => ({ ...one, name: cover.value(one.name), id: cover.value(one.id) })),
    }),
    ...(decisions && {
      decisions: decisions.map((one) => ({ ...one, said: maskedWords(one.said, cover) })),
    }),
  };
}

function coverOf(detail: WaitingDetail): Cover {
  const { cells = {}, candidates = [], registeredNames = [], source, template = '' } = detail;
  const isPersonal = personalColumns(source, template);
  const subject = subjectOf(detail);
  const institutions = new Set([
    ...(subject.isInstitution ? [subject.name, subject.id, ...registeredNames] : []),
    ...candidates.filter(({ key }) => isOfInstitution(key)).flatMap(({ name, id }) => [name, id]),
  ]);
  const value = (text: string): string => (institutions.has(text) ? text : maskedValue(text));
  const sent = Object.entries(cells).flatMap(([column, cell]) => (isPersonal(column) ? [cell.trim()] : []));
  const known = [
    subject.name,
    subject.id,
    ...registeredNames,
    ...candidates.flatMap(({ name, id }) => [name, id]),
  ];
  const named = new Set([...sent, ...known].filter((one) => value(one) !== one));
  return { isPersonal, value, text: (text) => withoutPersons(text, named) };
}

/** The subject of a row that was understood. */
function subjectOf({ record }: WaitingDetail): { name: string; id: string; isInstitution: boolean } {
  const { subject = {} } = (record ?? {}) as {
    subject?: { name?: string; id?: string; category?: Category };
  };
  const { name = '', id = '', category } = subject;
  return { name, id, isInstitution: category !== undefined && isInstitution(category) };
}

const isOfInstitution = (key: string): boolean => isInstitution(key.split('.')[0] as Category);

const maskedCells = (
  cells: Readonly<Record<string, string>>,
  { isPersonal, value, text }: Cover,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(cells).map(([column, cell]) => [column, isPersonal(column) ? value(cell) : text(cell)]),
  );

/** What an officer said: cells that were changed by column, everything else as text. */
function maskedWords(said: unknown, cover: Cover): unknown {
  const { values } = (said ?? {}) as { values?: Readonly<Record<string, string>> };
  const others = mapTexts(said, cover.text);
  return values ? { ...(others as object), values: maskedCells(values, cover) } : others;
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}
