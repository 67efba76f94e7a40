import { type Day, parseDay } from '../shared/day.ts';

/** A document that the connector works under (Art. 33), from its first to its last day. Without a last day it goes on. */
export interface LegalDocument {
  /** 文号. */
  readonly number: string;
  readonly from: Day;
  readonly to?: Day | undefined;
  readonly title: string;
}

/** A document as it is sent in, before its days are checked. */
export type GivenDocument = Readonly<Record<'number' | 'from' | 'title', string>> & {
  readonly to?: string | undefined;
};

/** The documents as the text of a parameter's value, in one form whatever the order of the fields. */
export const documentsText = (documents: readonly GivenDocument[]): string =>
  JSON.stringify(
    documents.map(({ number, from, to, title }) => ({
      number,
      from,
      ...(to !== undefined && { to }),
      title,
    })),
  );

const known = new Map<string, readonly LegalDocument[]>();
const knownMost = 100;

/** The documents in the text of a value that has no fault. */
export function documentsIn(text: string): readonly LegalDocument[] {
  const documents = known.get(text) ?? (JSON.parse(text) as readonly LegalDocument[]);
  if (known.size >= knownMost) known.clear();
  known.set(text, documents);
  return documents;
}

/** Why a text is no list of documents; undefined if it is one. */
export function documentsFault(text: string): string | undefined {
  const documents = parsed(text);
  if (!Array.isArray(documents) || documents.length === 0)
    return 'it must be a list of documents with number, from, to (or none) and title';
  const faults = documents.map((document: unknown, index) => {
    const fault = documentFault(document);
    return fault && `document ${index + 1}: ${fault}`;
  });
  return faults.find((fault) => fault !== undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fields = ['number', 'from', 'to', 'title'];

function documentFault(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return 'it must have number, from and title';
  const { number, from, to, title } = document as Record<string, unknown>;
  const other = Object.keys(document).find((field) => !fields.includes(field));
  if (other) return `${other} is no field of a document`;
  if (!isText(number)) return 'its number must not be empty';
  if (!isText(title)) return 'its title must not be empty';
  if (!isGivenDay(from)) return 'from must be a day, YYYY-MM-DD';
  if (to === undefined) return undefined;
  if (!isGivenDay(to)) return 'to must be a day, YYYY-MM-DD, or left out';
  return to < from ? 'to must not be before from' : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isGivenDay = (value: unknown): value is Day =>
  typeof value === 'string' && parseDay(value) !== undefined;
