import { createHash } from 'node:crypto';
import { dayOf } from '../shared/day.ts';
import { activityEntry, activityLines, instantsOf, type Period, readActivity } from './activity-log.ts';
import { partition } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A disclosure as it is counted: agency, purpose and number of subjects. It never contains whom it was about. */
export interface ReceiptLine {
  readonly agency: string;
  readonly at: string;
  readonly receiptId: string;
  readonly purpose: string;
  /** Subjects that were asked for; `disclosed` counts those about whom something was disclosed. */
  readonly subjects: number;
  readonly disclosed: number;
}

/** The fields of a receipt that its index entry is made from. */
interface Disclosing extends Omit<ReceiptLine, 'subjects' | 'disclosed'> {
  readonly disclosed: readonly { readonly status: string }[];
}

/** Statuses of answers that disclose nothing. */
const silent: ReadonlySet<string> = new Set(['not-found', 'name-mismatch']);

/** The index entry of a receipt: by month, then agency, then time. */
export function receiptEntry({ receiptId, at, agency, purpose, disclosed }: Disclosing): Item {
  const disclosedCount = disclosed.filter(({ status }) => !silent.has(status)).length;
  const line = [agencyKey(agency), at, receiptId, purpose, disclosed.length, disclosedCount].join('#');
  return activityEntry('D', partition.receipt(receiptId), { at, line });
}

export const createReceiptActivity = (table: Table) => ({
  /** Every disclosure of a period, in no particular order. */
  read(period: Period, visit: (line: ReceiptLine) => void): Promise<void> {
    const { begin, end } = instantsOf(period);
    return readActivity(table, { kind: 'D', period }, (text) => {
      const line = lineOf(text);
      if (begin <= line.at && line.at < end) visit(line);
    });
  },
  /** An agency's disclosures, oldest first. `after` is the last one of the previous page. */
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

/** Index keys have at most 1,024 bytes, so that a longer name is replaced by its hash. */
const keyMost = 600;

/** An agency's name encoded for a key, because it may contain any character. */
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
