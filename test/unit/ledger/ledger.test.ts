import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../../infra/cli/ledger.ts';
import { canonicalJson } from '../../../lib/credit-file/identity.ts';
import type { PartyKey } from '../../../lib/credit-file/subject.ts';
import {
  type Anchor,
  anchoredText,
  type Batch,
  type BatchHead,
  batchAfter,
  headHash,
  type LedgerEntry,
  sha256Of,
} from '../../../lib/ledger/batch.ts';
import { leafHash, pathOf, rootFrom, rootOf } from '../../../lib/ledger/merkle.ts';
import { fingerprintOf, isRowOf, type LedgerLine, proveLedger, toldBy } from '../../../lib/ledger/prove.ts';

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

/** Three batches, the second one signed. */
function exported(): LedgerLine[] {
  const batches: Batch[] = [];
  const at = (minute: number) => `2027-01-16T04:0${minute}:00.000Z`;
  const entries = [
    [entry(1, 1), entry(2, 1)],
    [entry(1, 2, 'C'), entry(3, 1), entry(4, 1)],
    [entry(1, 3, 'A')],
  ];
  for (const [index, some] of entries.entries())
    batches.push(batchAfter(batches.at(-1)?.head, some, at(index)));
  const head = batches[1]?.head as BatchHead;
  const said = { n: 2, hash: headHash(head), at: at(5) };
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
  it('says what had been told of a record at an instant, and whether it was signed', () => {
    const proof = proveLedger(exported(), fingerprint);
    expect(proof).toMatchObject({ batches: 3, anchors: 1, anchoredTo: 2, faults: [] });
    expect(toldBy(proof, 'record-1', '2027-01-16T04:00:30.000Z')?.entry.grade).toBe('B');
    expect(toldBy(proof, 'record-1', '2027-01-16T04:01:30.000Z')).toMatchObject({
      n: 2,
      entry: { grade: 'C' },
      anchoredAt: '2027-01-16T04:05:00.000Z',
    });
    const last = toldBy(proof, 'record-1', '9999');
    expect(last?.entry.grade).toBe('A');
    expect(last?.anchoredAt).toBeUndefined();
    expect(last && isRowOf(last, row)).toBe(true);
    expect(last && isRowOf(last, { ...row, grade: 'E' })).toBe(false);
    expect(toldBy(proof, 'record-9', '9999')).toBeUndefined();
  });

  it('can be cut down to one record, and says nothing of others', () => {
    const some = cut(exported(), 'record-1');
    const text = JSON.stringify(some);
    expect(text).not.toContain('record-3');
    const proof = proveLedger(some, fingerprint);
    expect(proof.faults).toEqual([]);
    expect(proof.entries.map(({ entry: { grade } }) => grade)).toEqual(['B', 'C', 'A']);
  });

  it('finds another key, a missing batch, and entries that are gone', () => {
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
  });

  it('finds any changed character in what was signed', () => {
    const lines = exported().map((line) => JSON.stringify(line));
    const signed = [0, 1, 3];
    fc.assert(
      fc.property(
        fc.constantFrom(...signed),
        fc.nat(),
        fc.constantFrom('0', 'x', 'A'),
        (index, pick, other) => {
          const line = lines[index] ?? '';
          const at = pick % line.length;
          fc.pre(line[at] !== other);
          const changed = lines.with(index, line.slice(0, at) + other + line.slice(at + 1));
          let parsed: LedgerLine[];
          try {
            parsed = changed.map((each) => JSON.parse(each) as LedgerLine);
          } catch {
            return;
          }
          let isFound: boolean;
          try {
            const proof = proveLedger(parsed, fingerprint);
            isFound =
              proof.faults.length > 0 || proof.anchors === 0 || proof.batches < 3 || proof.entries.length < 6;
          } catch {
            isFound = true;
          }
          expect(isFound, `line ${index} at ${at}: ${changed[index]}`).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
