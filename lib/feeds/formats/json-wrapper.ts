import { decoded } from './decode.ts';
import { type Encoding, FileProblem, type Page, type SourceFile } from './format.ts';
import { createJsonOutline, type FoundArray, type JsonOutline } from './json-outline.ts';
import { noRecords } from './json-splitter.ts';

/** Where the records of a file are: the names of the fields that lead to their array; none for an array by itself. */
export interface RecordPlace {
  readonly path: readonly string[];
  /** What the file says of itself when it is one page of several. */
  readonly page?: Page;
}

/** Names of arrays that are no records: totals and columns, which table programs send beside the rows. */
const besideRecords = new Set(['footer', 'columns', 'frozencolumns', 'fields', 'headers']);
/** Names under which an empty array holds the records. */
const recordNames = new Set(
  'records,rows,data,list,items,item,result,results,content,datalist,resultlist,datas,value,values,page'.split(
    ',',
  ),
);

/** Finds the records of a JSON file in one pass. */
export async function recordPlace(file: SourceFile, encoding: Encoding): Promise<RecordPlace> {
  const outline = createJsonOutline();
  let hasBegun = false;
  for await (const text of decoded(file, encoding)) {
    if (!hasBegun && text.trim() !== '') {
      hasBegun = true;
      if (!text.trimStart().startsWith('{')) return { path: [] };
    }
    outline.write(text);
  }
  return placeIn(outline.end());
}

/**
 * The only array of objects. `records` at the top is one whatever stands beside it; an empty array counts where there is
 * no other.
 * @throws FileProblem `broken-json` when several could be meant
 */
export function placeIn({ arrays, values }: JsonOutline): RecordPlace {
  const records = arrays.filter(isRecords);
  const known = records.find(({ path }) => path.length === 1 && path[0] === 'records');
  const [found, ...others] = known ? [known] : records;
  if (found && others.length > 0) throw severalArrays([found, ...others]);
  const empty = arrays.find(({ path, length }) => length === 0 && recordNames.has(lastOf(path)));
  const place = found ?? arrays.find(({ path }) => path.join() === 'records') ?? empty;
  if (!place) throw noRecords();
  const page = pageOf(place, values);
  return { path: place.path, ...(page && { page }) };
}

const isRecords = ({ path, hasObjects }: FoundArray): boolean =>
  hasObjects && !besideRecords.has(lastOf(path));
const lastOf = (path: readonly string[]): string => (path.at(-1) ?? '').toLowerCase();

/** True when a line that is one JSON object wraps records. Otherwise it is a record itself. */
export function isWrapper(line: string): boolean {
  const outline = createJsonOutline();
  outline.write(line);
  const { arrays } = outline.end();
  return arrays.some(
    (array) => isRecords(array) || (array.length === 0 && recordNames.has(lastOf(array.path))),
  );
}

const totals =
  /^(i?total(count|records?|rows?|elements|num|size|results)?|records?total|itotalrecords|count)$/i;
const pageCounts = /^(pages|totalpages?|pagecount)$/i;
const nextMarks = /^(has(next|more)(page)?|hasnextpage)$/i;
const lastMarks = /^(is)?last(page)?$/i;

/** What the fields beside the records, or above them, say of a page. */
function pageOf({ path, length }: FoundArray, values: ReadonlyMap<string, string>): Page | undefined {
  let total: number | undefined;
  let isPart = false;
  for (const [name, value] of values) {
    const parts = name.split('.');
    const field = parts.at(-1) ?? '';
    const isBeside =
      parts.length <= path.length + 1 && parts.slice(0, -2).every((part, at) => path[at] === part);
    if (!isBeside) continue;
    const count = /^"?(\d{1,12})"?$/.exec(value)?.[1];
    if (totals.test(field) && Number(count) > length) total = Number(count);
    isPart ||= pageCounts.test(field) && Number(count) > 1;
    isPart ||= (nextMarks.test(field) && value === 'true') || (lastMarks.test(field) && value === 'false');
  }
  return total === undefined && !isPart
    ? undefined
    : { records: length, ...(total !== undefined && { total }) };
}

const severalArrays = (arrays: readonly FoundArray[]): FileProblem =>
  new FileProblem(
    'broken-json',
    `The file has several arrays of records: ${arrays
      .slice(0, 5)
      .map(({ path }) => path.join('.'))
      .join(', ')}. Send one of them a file.`,
  );
