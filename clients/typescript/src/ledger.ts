import { type LedgerLine, lineOf } from '../../../lib/ledger/line.ts';
import type { Transport } from './transport.ts';

/** A line of an export that is not as the connector writes it. */
export class LedgerLineError extends Error {
  override readonly name = 'LedgerLineError';
}

/** @throws LedgerLineError with the number of the line */
export function ledgerLines(text: string): LedgerLine[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const known = lineOf(line);
      if (!known) throw new LedgerLineError(`line ${index + 1} is not as it was exported`);
      return known;
    });
}

export interface LedgerOptions {
  /** The number of the last batch that is known; 0 for the whole ledger. */
  readonly after?: number;
  readonly signal?: AbortSignal;
}

/** A part of the ledger as text, to be kept as it is, and the number of its last batch. */
export interface LedgerPage {
  readonly text: string;
  readonly next: number;
}

/** The signed ledger by pages: what the directory was told, in order. */
export async function* ledgerOf(
  transport: Transport,
  { after: from = 0, signal }: LedgerOptions = {},
): AsyncGenerator<LedgerPage, void, undefined> {
  for (let after = from; ; ) {
    const options = { signal, accept: 'application/x-ndjson' };
    const answer = await transport.send('GET /v1/ledger', { query: { after } }, options);
    const next = Number(answer.headers.get('next-after'));
    const text = await answer.text();
    if (!(next > after)) return;
    yield { text, next };
    after = next;
  }
}
