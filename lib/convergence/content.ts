import { canonicalJson } from '../credit-file/facts/identity.ts';
import type { Receiver } from '../credit-file/projection/delivery-state.ts';

/** A record in the receiver's own columns. */
export type ReceiverRow = Readonly<Record<string, unknown>>;

/**
 * The compared fields of a record, and the receiver's columns that contain each. Left out are columns that say when and
 * how something was sent, and those that come from settings.
 */
const columns: Readonly<Record<Receiver, Readonly<Record<string, readonly string[]>>>> = {
  directory: {
    category: ['category'],
    name: ['name'],
    identifier: ['uscc', 'certType', 'certNo'],
    grade: ['grade'],
    state: ['state'],
    cycle: ['cycle'],
    validUntil: ['validUntil'],
    sanctions: ['sanctions'],
  },
  settlement: {
    identifier: ['psn_cert_type', 'certno'],
    name: ['psn_name'],
    kind: ['kind'],
    begndate: ['begndate'],
    enddate: ['enddate'],
  },
};

/** The fields that a receiver shows in at least one of these records. What it never shows cannot be compared. */
export const shownFields = (receiver: Receiver, rows: readonly ReceiverRow[]): string[] =>
  Object.entries(columns[receiver])
    .filter(([, names]) => rows.some((row) => names.some((name) => !isEmpty(row[name]))))
    .map(([field]) => field);

/** The text of these fields of a record. Equal content has an equal text, whatever the order and the type of numbers. */
export const contentText = (receiver: Receiver, row: ReceiverRow, fields: readonly string[]): string =>
  canonicalJson(fields.map((field) => comparedValue(receiver, row, field)));

/** The fields in which two records differ. */
export const differingFields = (
  receiver: Receiver,
  [one, other]: readonly [ReceiverRow, ReceiverRow],
  fields: readonly string[],
): string[] =>
  fields.filter((field) => contentText(receiver, one, [field]) !== contentText(receiver, other, [field]));

const comparedValue = (receiver: Receiver, row: ReceiverRow, field: string): unknown =>
  (columns[receiver][field] ?? []).map((name) => plain(row[name]));

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Numbers as text, and nothing for what is empty. */
function plain(value: unknown): unknown {
  if (isEmpty(value)) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  const filled = Object.entries(value as object).filter(([, one]) => !isEmpty(one));
  return Object.fromEntries(filled.map(([name, one]) => [name, plain(one)]));
}
