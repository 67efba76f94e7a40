import { appendFileSync, createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { entryHash } from '../../lib/ledger/batch.ts';
import { type LedgerLine, lineOf } from '../../lib/ledger/line.ts';
import { pathOf } from '../../lib/ledger/merkle.ts';
import { deliveredBy, fingerprintOf, isRowOf, proveLedger, unknownSince } from '../../lib/ledger/prove.ts';
import { localIssuer } from './local-issuer.ts';

const usage = `The ledger of what the directory was told: export it, cut out what is about one record, prove it offline.

  npm run -s ledger -- export URL FILE
      writes the ledger of a running connector; prints the fingerprint of its key. TOKEN in the environment is used,
      otherwise a token of this machine's issuer
  npm run -s ledger -- cut FILE RECORD OUT
      keeps what is about one record and what proves it; says nothing of others
  npm run -s ledger -- prove FILE --key FINGERPRINT [--key FINGERPRINT] [--record RECORD [--at INSTANT] [--row ROW.json]]
      proves chain, entries and signatures without any network, and says what had been told of a record at an instant;
      several keys where the bureau replaced its key

Exit code 0 when everything is proved, 1 with a fault, 2 for a wrong call.`;

class WrongCall extends Error {}

/** Reads line by line, because an export of several years is longer than the longest string. */
async function linesOf(file: string): Promise<LedgerLine[]> {
  const lines: LedgerLine[] = [];
  let number = 0;
  for await (const text of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++;
    const line = lineOf(text);
    if (!line) throw new Error(`FAULT ${file}, line ${number} is not as it was exported.`);
    lines.push(line);
  }
  return lines;
}

async function exportTo(url: string, file: string, token: string): Promise<void> {
  writeFileSync(file, '');
  const keys = new Set<string>();
  for (let after = 0; ; ) {
    const answer = await fetch(`${url.replace(/\/$/, '')}/v1/ledger?after=${after}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The connector answered ${answer.status}: ${text}`);
    appendFileSync(file, text);
    for (const line of text.split('\n').filter(Boolean)) {
      const parsed = JSON.parse(line) as LedgerLine;
      if (parsed.kind === 'anchor') keys.add(parsed.publicKey);
    }
    const next = Number(answer.headers.get('next-after'));
    if (next === after) break;
    after = next;
    process.stderr.write(`\r${after} batches`);
  }
  process.stderr.write('\n');
  for (const key of keys) console.log(`signed with ${fingerprintOf(key)}`);
}

/** Heads and anchors of all batches, and only the entries of one record, each with its Merkle path. */
export function cut(lines: readonly LedgerLine[], recordId: string): LedgerLine[] {
  return lines.flatMap((line): LedgerLine[] => {
    if (line.kind !== 'batch') return [line];
    const { head, entries } = line;
    const leaves = entries.map(entryHash);
    const kept = entries.flatMap((entry, index): LedgerLine[] =>
      entry.recordId === recordId
        ? [{ kind: 'entry', n: head.n, entry, index, path: pathOf(leaves, index) }]
        : [],
    );
    return [{ kind: 'head', head }, ...kept];
  });
}

interface Question {
  readonly keys: readonly string[];
  readonly record?: string | undefined;
  readonly at?: string | undefined;
  readonly row?: string | undefined;
}

/** @returns the exit code */
function prove(lines: readonly LedgerLine[], { keys, record, at, row }: Question): number {
  const proof = proveLedger(lines, ...keys);
  for (const fault of proof.faults) console.log(`FAULT ${fault}`);
  console.log(
    `${proof.batches} batches, ${proof.entries.length} entries, ${proof.anchors} signatures, signed up to batch ${proof.anchoredTo}`,
  );
  let isProved = proof.faults.length === 0 && proof.anchors > 0;
  if (proof.anchors === 0) console.log('FAULT no signature of these keys');
  if (record) {
    const by = at ?? '9999';
    const told = deliveredBy(proof, record, by);
    const unknown = unknownSince(proof, told, by);
    if (unknown > 0)
      console.log(
        `entries of ${unknown} batches since are cut out: that they told nothing of it is not proved here`,
      );
    if (!told) {
      isProved &&= unknown === 0;
      console.log(`nothing had been told of ${record}${at ? ` by ${at}` : ''}`);
      return isProved ? 0 : 1;
    }
    const { entry, n, at: writtenAt, anchoredAt } = told;
    const signed = anchoredAt ? `signed at ${anchoredAt}` : 'NOT SIGNED YET';
    console.log(
      `${record}: ${entry.operation === 'D' ? 'withdrawn' : `${entry.cycle} ${entry.state} ${entry.grade}`}, version ${entry.version}, batch ${n}, written at ${writtenAt}, ${signed}`,
    );
    isProved &&= anchoredAt !== undefined;
    if (row) {
      const isRow = isRowOf(told, JSON.parse(readFileSync(row, 'utf8')));
      console.log(isRow ? 'the row is the one that was sent' : 'FAULT the row is another one');
      isProved &&= isRow;
    }
  }
  return isProved ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      key: { type: 'string', multiple: true },
      record: { type: 'string' },
      at: { type: 'string' },
      row: { type: 'string' },
    },
  });
  const [command, first, second, third] = positionals;
  if (values.help || !command) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  if (command === 'export' && first && second) {
    const token =
      process.env['TOKEN'] || (await (await localIssuer()).sign({ agency: 'ledger', scope: 'audit:read' }));
    await exportTo(first, second, token);
    return 0;
  }
  if (command === 'cut' && first && second && third) {
    const kept = cut(await linesOf(first), second);
    writeFileSync(third, kept.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return 0;
  }
  if (command === 'prove' && first && values.key) {
    if (values.at && Number.isNaN(Date.parse(values.at)))
      throw new WrongCall('--at must be an instant, ISO 8601.');
    const at = values.at && new Date(values.at).toISOString();
    return prove(await linesOf(first), { keys: values.key, record: values.record, at, row: values.row });
  }
  throw new WrongCall(usage);
}

if (import.meta.main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = error instanceof WrongCall ? 2 : 1;
  }
}
