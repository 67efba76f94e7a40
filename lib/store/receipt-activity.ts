import { createHash } from 'node:crypto';
import { dayOf } from '../shared/day.ts';
import { activityEntry, activityLines, instantsOf, type Period, readActivity } from './activity-log.ts';
import { partition } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A disclosure as it is counted: who asked, for what, of how many; never about whom. */
export interface ReceiptLine {
  readonly agency: string;
  readonly at: string;
  readonly receiptId: string;
  readonly purpose: string;
  /** Subjects asked for, and those of which something was told. */
  readonly subjects: number;
  readonly disclosed: number;
}

/** What a receipt's line is made of. */
interface Disclosing extends Omit<ReceiptLine, 'subjects' | 'disclosed'> {
  readonly disclosed: readonly { readonly status: string }[];
}

/** Answers that tell nothing of anybody. */
const silent: ReadonlySet<string> = new Set(['not-found', 'name-mismatch']);

/** The receipt's place in the index: by month, then agency, then time. */
export function receiptEntry({ receiptId, at, agency, purpose, disclosed }: Disclosing): Item {
  const told = disclosed.filter(({ status }) => !silent.has(status)).length;
  const line = [agencyKey(agency), at, receiptId, purpose, disclosed.length, told].join('#');
  return activityEntry('D', partition.receipt(receiptId), { at, line });
}

export const createReceiptActivity = (table: Table) => ({
  /** Every disclosure of a period, in no order. */
  read(period: Period, visit: (line: ReceiptLine) => void): Promise<void> {
    const { begin, end } = instantsOf(period);
    return readActivity(table, { kind: 'D', period }, (text) => {
      const line = lineOf(text);
      if (begin <= line.at && line.at < end) visit(line);
    });
  },
  /** An agency's disclosures, oldest first; `after` is the last one of the page before. */
  async list(
    agency: string,
    {
      period,
      after,
      limit,
    }: { period: Period; after?: Pick<ReceiptLine, 'at' | 'receiptId'> | undefined; limit: number },
  ): Promise<ReceiptLine[]> {
    const key = agencyKey(agency);
    const instants = instantsOf(period);
    const begin = `${key}#${instants.begin}`;
    const behind = after ? `${key}#${after.at}#${after.receiptId}#~` : begin;
    const lines = await activityLines(table, {
      kind: 'D',
      period: after && behind > begin ? { ...period, from: dayOf(new Date(after.at)) } : period,
      after: behind > begin ? behind : begin,
      before: `${key}#${instants.end}`,
      limit,
    });
    return lines.map((line) => ({ ...lineOf(line), agency }));
  },
});

/** Index keys have 1,024 bytes: of a longer name its hash stands there. */
const keyMost = 600;

/** An agency's name as it stands in a key: it may hold any characters. */
function agencyKey(agency: string): string {
  const key = Buffer.from(agency).toString('base64url');
  return key.length <= keyMost ? key : `~${createHash('sha256').update(agency).digest('hex')}`;
}

const agencyOf = (key: string): string =>
  key.startsWith('~') ? `sha256:${key.slice(1)}` : Buffer.from(key, 'base64url').toString();

function lineOf(line: string): ReceiptLine {
  const [key = '', at = '', receiptId = '', purpose = '', subjects, disclosed] = line.split('#');
  return {
    agency: agencyOf(key),
    at,
    receiptId,
    purpose,
    subjects: Number(subjects),
    disclosed: Number(disclosed),
  };
}
