import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { anchoredText, type Batch, batchAfter, headHash, type LedgerEntry } from '../../lib/ledger/batch.ts';
import { fingerprintOf } from '../../lib/ledger/prove.ts';

interface Signing {
  /** SPKI, base64. */
  readonly publicKey: string;
  sign(text: string): string;
}

const spkiOf = (key: KeyObject): string => key.export({ format: 'der', type: 'spki' }).toString('base64');

function p256(): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    publicKey: spkiOf(publicKey),
    sign: (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64'),
  };
}

function ed25519(): Signing {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: spkiOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

function sm2WithSm3(): Signing {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  const options = { der: true, hash: true, publicKey, userId: '1234567812345678' };
  const prefix = '3059301306072a8648ce3d020106082a811ccf5501822d034200';
  return {
    publicKey: Buffer.from(prefix + publicKey, 'hex').toString('base64'),
    sign: (text) =>
      Buffer.from(sm2.doSignature(new TextEncoder().encode(text), privateKey, options), 'hex').toString(
        'base64',
      ),
  };
}

const entry = (record: number, version: number): LedgerEntry => ({
  changeId: `change-${record}-${version}`,
  subject: { party: `party-${record}` as PartyKey, category: 'pharmacy' },
  recordId: `record-${record}`,
  version,
  operation: 'U',
  cycle: 2026,
  grade: version > 1 ? 'C' : 'B',
  state: 'interim',
  // Every escape that JSON has, and characters of one to four bytes.
  sheet: `"\\/\b\f\n\r\t\u0001é医𠮷${version}`,
  rowSha256: 'ab'.repeat(32),
});

/** Two batches, the second one signed. */
function ledgerBy({ publicKey, sign: signText }: Signing): string {
  const batches: Batch[] = [];
  for (const entries of [[entry(1, 1), entry(2, 1), entry(3, 1)], [entry(1, 2)]])
    batches.push(batchAfter(batches.at(-1)?.head, entries, '2026-06-30T04:00:00.000Z'));
  const last = batches.at(-1);
  if (!last) throw new Error('no batch');
  const said = { n: last.head.n, hash: headHash(last.head), at: '2026-06-30T04:01:00.000Z' };
  const anchor = { kind: 'anchor', ...said, publicKey, signature: signText(anchoredText(said)) };
  return [...batches.map((batch) => ({ kind: 'batch', ...batch })), anchor]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}

/** Small ledgers that are signed by each algorithm, and `keys.json`: the fingerprint of each key. */
export function writeLedgers(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const signings = { p256: p256(), sm2: sm2WithSm3(), ed25519: ed25519() };
  for (const [name, signing] of Object.entries(signings))
    writeFileSync(join(folder, `${name}.ndjson`), ledgerBy(signing));
  const keys = Object.entries(signings).map(([name, { publicKey }]) => [name, fingerprintOf(publicKey)]);
  writeFileSync(join(folder, 'keys.json'), JSON.stringify(Object.fromEntries(keys)));
}
