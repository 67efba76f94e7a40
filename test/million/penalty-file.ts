import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import iconv from 'iconv-lite';
import { legalHeader } from '../../infra/samples/penalties.ts';
import { usccCheck } from '../../lib/shared/identifiers.ts';

/** What a row of the file is, by its number. The file is the same whenever it is made. */
type Kind = 'ours' | 'again' | 'wrong' | 'stranger';

/** A file of so many rows. `subjects`: every row is about one of so few. */
export interface Shape {
  readonly rows: number;
  readonly subjects?: number | undefined;
}

/**
 * One row in fifty is about a known subject, one in a hundred is wrong, one in a thousand was sent before. About few
 * subjects are all rows but the wrong ones.
 */
function kindOf(index: number, { subjects }: Shape): Kind {
  if (index % 1000 === 999) return 'again';
  if (index % 50 === 3) return 'ours';
  if (index % 100 === 7) return 'wrong';
  return subjects === undefined ? 'stranger' : 'ours';
}

const againAfter = 996;
const decisionsASubject = 10;

const numbered = (prefix: string, serial: number): string => {
  const body = prefix + String(serial).padStart(17 - prefix.length, '0');
  return body + usccCheck(body);
};

/** Number of known subjects in a file. */
export const subjectCount = ({ rows, subjects }: Shape): number =>
  subjects ?? Math.ceil(rows / 50 / decisionsASubject);

export const subjectOf = (serial: number): { id: string; name: string } => ({
  id: numbered('91540102MA6T', serial),
  name: `康宁药店${serial}部`,
});

const documentOf = (index: number): string => `藏市监处罚〔2026〕${index + 1}号`;

export interface Expected {
  readonly counts: Readonly<
    Record<'received' | 'accepted' | 'duplicates' | 'unmatched' | 'quarantined', number>
  >;
  /** Document numbers of each subject, by its serial number. */
  readonly documents: readonly (readonly string[])[];
}

/** The expected outcome of a file. */
export function expectedOf(shape: Shape): Expected {
  const { rows } = shape;
  const found: Record<Kind, number> = { ours: 0, again: 0, wrong: 0, stranger: 0 };
  const subjects = subjectCount(shape);
  const documents: string[][] = Array.from({ length: subjects }, () => []);
  for (let index = 0; index < rows; index++) {
    const kind = kindOf(index, shape);
    found[kind]++;
    if (kind === 'ours') documents[serialOf(index, shape)]?.push(documentOf(index));
  }
  const counts = {
    received: rows,
    accepted: found.ours,
    duplicates: found.again,
    unmatched: found.stranger,
    quarantined: found.wrong,
  };
  return { counts, documents };
}

const serialOf = (index: number, shape: Shape): number =>
  (shape.subjects === undefined ? Math.floor(index / 50) : index) % subjectCount(shape);

function rowOf(index: number, shape: Shape): string {
  const kind = kindOf(index, shape);
  if (kind === 'again') return rowOf(index - againAfter, shape);
  const { id, name } =
    kind === 'ours'
      ? subjectOf(serialOf(index, shape))
      : { id: numbered('92540102MA', index), name: `城关区百货商店${index}` };
  const written = kind === 'wrong' ? `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}` : id;
  const decidedOn = `2026/0${1 + (index % 9)}/${10 + (index % 18)}`;
  return [
    ...[name, written, '', '', '', '', '', '', '', documentOf(index)],
    ...['违反药品经营质量管理规范', '检查中发现', '《药品经营质量管理规范》', '罚款'],
    ...['罚款人民币2000元', '0.2', '', '', decidedOn, '2099/12/31', '2099/12/31'],
    ...[
      '西藏自治区市场监督管理局',
      '11540000MB0T123451',
      '西藏自治区市场监督管理局',
      '11540000MB0T123451',
      '',
    ],
  ].join(',');
}

const rowsAChunk = 2000;

/** Writes a 双公示 CSV of so many rows in GB18030, with only a piece of it in memory at a time. */
export async function writePenaltyFile(
  path: string,
  shape: Shape,
): Promise<{ bytes: number; sha256: string }> {
  const stream = createWriteStream(path);
  const hash = createHash('sha256');
  const { rows } = shape;
  let bytes = 0;
  const write = async (text: string): Promise<void> => {
    const chunk = iconv.encode(text, 'gb18030');
    hash.update(chunk);
    bytes += chunk.length;
    if (!stream.write(chunk)) await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
  };
  await write(`${legalHeader.join(',')}\r\n`);
  for (let start = 0; start < rows; start += rowsAChunk) {
    const length = Math.min(rowsAChunk, rows - start);
    const lines = Array.from({ length }, (_, offset) => `${rowOf(start + offset, shape)}\r\n`);
    await write(lines.join(''));
  }
  stream.end();
  await finished(stream);
  return { bytes, sha256: hash.digest('hex') };
}
