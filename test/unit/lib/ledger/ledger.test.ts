import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../../../infra/cli/ledger.ts';
import { canonicalJson } from '../../../../lib/credit-file/facts/identity.ts';
import type { PartyKey } from '../../../../lib/credit-file/facts/subject.ts';
import {
  type Anchor,
  anchoredText,
  type Batch,
  type BatchHead,
  batchAfter,
  headHash,
  type LedgerEntry,
  sha256Of,
} from '../../../../lib/ledger/batch.ts';
import { type LedgerLine, lineOf } from '../../../../lib/ledger/line.ts';
import { leafHash, pathOf, rootFrom, rootOf } from '../../../../lib/ledger/merkle.ts';
import {
  deliveredBy,
  fingerprintOf,
  isRowOf,
  proveLedger,
  unknownSince,
} from '../../../../lib/ledger/prove.ts';

const { privateKey, publicKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = key.export({ format: 'der', type: 'spki' }).toString('base64');
const fingerprint = fingerprintOf(publicKey);

const row = { recordId: 'record-1', grade: 'B' };
const entry = (record: number, version: number, grade = 'B'): LedgerEntry => ({
  changeId: `change-${record}-${version}`,
  subject: { party: `party-${record}` as PartyKey, category: 'pharmacy' },
  recordId: `record-${record}`,
  version,
  operation: 'U',
  cycle: 2026,
  grade,
  state: 'published',
  sheet: `${version}.core.body`,
  rowSha256: sha256Of(canonicalJson(row)),
});

/** Three batches, signed up to one of them. */
function exported(signedTo = 2): LedgerLine[] {
  const batches: Batch[] = [];
  const at = (minute: number) => `2027-01-16T04:0${minute}:00.000Z`;
  const entries = [
    [entry(1, 1), entry(2, 1)],
    [entry(1, 2, 'C'), entry(3, 1), entry(4, 1)],
    [entry(1, 3, 'A')],
  ];
  for (const [index, some] of entries.entries())
    batches.push(batchAfter(batches.at(-1)?.head, some, at(index)));
  const head = batches[signedTo - 1]?.head as BatchHead;
  const said = { n: signedTo, hash: headHash(head), at: at(5) };
  const signature = sign('sha256', Buffer.from(anchoredText(said)), privateKey).toString('base64');
  const anchor: Anchor = { ...said, publicKey, signature };
  return [
    ...batches.map((batch): LedgerLine => ({ kind: 'batch', ...batch })),
    { kind: 'anchor', ...anchor },
  ];
}

describe('a Merkle root', () => {
  it('is that of RFC 6962 for no leaf, and follows from every leaf and its path', () => {
    expect(rootOf([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(leafHash('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 40 }), fc.nat(), (texts, pick) => {
        const leaves = texts.map(leafHash);
        const index = pick % leaves.length;
        const place = { index, count: leaves.length, path: pathOf(leaves, index) };
        expect(rootFrom(leaves[index] ?? '', place)).toBe(rootOf(leaves));
        expect(rootFrom(leafHash('another'), place)).not.toBe(rootOf(leaves));
      }),
    );
  });
});

describe('the proof of an export', () => {
  it('says what had been delivered of a record at an instant, and whether it was signed', () => {
    const proof = proveLedger(exported(), fingerprint);
    expect(proof).toMatchObject({ batches: 3, anchors: 1, anchoredTo: 2, faults: [] });
    expect(deliveredBy(proof, 'record-1', '2027-01-16T04:00:30.000Z')?.entry.grade).toBe('B');
    expect(deliveredBy(proof, 'record-1', '2027-01-16T04:01:30.000Z')).toMatchObject({
      n: 2,
      entry: { grade: 'C' },
      anchoredAt: '2027-01-16T04:05:00.000Z',
    });
    const last = deliveredBy(proof, 'record-1', '9999');
    expect(last?.entry.grade).toBe('A');
    expect(last?.anchoredAt).toBeUndefined();
    expect(last && isRowOf(last, row)).toBe(true);
    expect(last && isRowOf(last, { ...row, grade: 'E' })).toBe(false);
    expect(deliveredBy(proof, 'record-9', '9999')).toBeUndefined();
  });

  it('can be cut down to one record, and says nothing of others', () => {
    const some = cut(exported(), 'record-1');
    const text = JSON.stringify(some);
    expect(text).not.toContain('record-3');
    const proof = proveLedger(some, fingerprint);
    expect(proof.faults).toEqual([]);
    expect(proof.entries.map(({ entry: { grade } }) => grade)).toEqual(['B', 'C', 'A']);
  });

  it('does not present what was cut out as never delivered', () => {
    const withoutLast = cut(exported(), 'record-1').filter((line) => line.kind !== 'entry' || line.n < 3);
    const proof = proveLedger(withoutLast, fingerprint);
    const delivered = deliveredBy(proof, 'record-1', '9999');
    expect(delivered?.entry.grade).toBe('C');
    expect(unknownSince(proof, delivered, '9999')).toBe(1);
    expect(unknownSince(proof, delivered, '2027-01-16T04:01:30.000Z')).toBe(0);
    expect(unknownSince(proof, undefined, '9999')).toBe(3);
    const whole = proveLedger(exported(), fingerprint);
    expect(unknownSince(whole, deliveredBy(whole, 'record-1', '9999'), '9999')).toBe(0);
  });

  it('finds another key, a missing batch, and entries that are gone', () => {
    expect(proveLedger(exported(), '00', fingerprint).faults).toEqual([]);
    expect(proveLedger(exported(), '00').faults).toEqual(['anchor of batch 2: is signed with another key']);
    expect(proveLedger(exported().toSpliced(1, 1), fingerprint).faults).toEqual([
      'batch 3: the one before it is missing',
      'anchor of batch 2: is of no batch that is here',
    ]);
    const [first, ...rest] = exported();
    const shortened = first?.kind === 'batch' ? { ...first, entries: first.entries?.slice(1) } : first;
    expect(proveLedger([shortened as LedgerLine, ...rest], fingerprint).faults).toEqual([
      'batch 1: its entries are not those of its root',
    ]);
    expect(proveLedger(exported().slice(1), fingerprint).faults).toEqual([
      'batch 1: is missing, the export begins with batch 2',
    ]);
  });

  it('finds every byte of a signed export that is another one', () => {
    const bytes = Buffer.from(
      exported(3)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    expect(verdict(bytes)).toBe('proved');
    const flip = fc.integer({ min: 1, max: 255 });
    for (let at = 0; at < bytes.length - 1; at++) {
      const [other = 1] = fc.sample(flip, { numRuns: 1, seed: at });
      for (const mask of [1, other]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ mask;
        expect(verdict(changed), `byte ${at} ^ ${mask}`).toBe('fault');
      }
    }
  });

  it('takes nothing but lines as they are exported', () => {
    const [batch] = exported().map((line) => JSON.stringify(line));
    expect(lineOf(batch ?? '')).toBeDefined();
    for (const other of [
      '',
      'null',
      '[]',
      ` ${batch}`,
      batch?.replace('"kind":"batch"', '"kind":"other"'),
      batch?.replace('"kind":"batch"', '"kind":"head"'),
      batch?.replace('"entries"', '"entriez"'),
      batch?.replace('"kind":"batch"', '"kind":"head","kind":"batch"'),
    ])
      expect(lineOf(other ?? ''), other).toBeUndefined();
  });
});

/** The result of the command for these bytes. */
function verdict(bytes: Buffer): 'proved' | 'fault' {
  const lines: LedgerLine[] = [];
  for (const text of bytes.toString().split(/\r?\n/).slice(0, -1)) {
    const line = lineOf(text);
    if (!line) return 'fault';
    lines.push(line);
  }
  const proof = proveLedger(lines, fingerprint);
  return proof.faults.length === 0 && proof.anchors > 0 ? 'proved' : 'fault';
}
