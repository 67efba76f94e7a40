import { beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { type ShowFileDeps, showFile } from '../../../../functions/show-file/show-file.ts';
import { policyOf } from '../../../../lib/application/wiring/intake-ports.ts';
import type { DecisionFact, Fact, WithdrawalFact } from '../../../../lib/credit-file/facts/fact.ts';
import type { PartyKey } from '../../../../lib/credit-file/facts/subject.ts';
import type { FolderStore } from '../../../../lib/credit-file/ports.ts';
import type { FileState } from '../../../../lib/credit-file/projection/file-state.ts';
import { projectFolder } from '../../../../lib/credit-file/projection/project-folder.ts';
import type { SheetBody } from '../../../../lib/credit-file/projection/sheet-body.ts';
import { createVault } from '../../../../lib/runtime/vault.ts';
import { type ScoreSheet, scoreCase } from '../../../../lib/scoring/index.ts';
import { type FileSection, fileQuery, fileSections } from '../../../../schemas/api.ts';
import { fileAnswer } from '../../../../schemas/file.ts';
import { findingFact, folderOf } from '../../../support/facts.ts';
import { fakeRuntime } from '../../../support/fake-runtime.ts';
import { pharmacy as shop } from '../../../support/records.ts';

/** Bytes that a Lambda function may answer, as text within JSON. */
const lambdaBytes = 6_291_556;
const answerBytes = 5_000_000;

const vault = createVault({ pepper: Buffer.alloc(32, 1), dataKeys: new Map([[1, Buffer.alloc(32, 2)]]) });
const party = vault.partyKey('uscc', shop.id);
const clock = new Date('2026-06-30T04:00:00Z');

const decision = (number: number): DecisionFact => ({
  ...findingFact(number, 'pharmacy', { kind: 'finding', indicator: 'ph.rectification' } as never),
  scheme: 'uscc',
  identity: vault.identity(party, shop),
  matter: vault.seal(`第${number}号“事项” ${'违规'.repeat(300)}`, party),
});

const withdrawal = (of: DecisionFact): WithdrawalFact => ({
  type: 'withdrawal',
  key: `W.${of.key}.r000001.officer`,
  origin: { ...of.origin, by: 'officer' },
  of: of.key,
  isWithdrawn: true,
  reason: vault.seal('查无此事', party),
});

/** A file of so many decisions, and a chain of so many sheets like the last one. */
function openFile({
  decisions,
  withdrawn = 0,
  sheets,
}: Record<'decisions' | 'sheets', number> & { withdrawn?: number }) {
  const said = Array.from({ length: decisions + withdrawn }, (_, index) => decision(index + 1));
  const facts: Fact[] = [...said, ...said.slice(0, withdrawn).map(withdrawal)];
  const policy = policyOf({ env: {} });
  const [projected] = projectFolder({ ...folderOf(facts), party }, { now: clock, scorer: scoreCase, policy });
  if (!projected?.sheet || !projected.file.gradeInForce) throw new Error('no sheet');
  const body = JSON.parse(projected.sheet.body) as object;
  const bodyAt = (version: number): string =>
    JSON.stringify({ ...body, version, previous: version === 1 ? null : hashAt(version - 1) });
  const hashAt = (version: number): string => `${version}.digest.digest`;
  const file: FileState = {
    ...projected.file,
    gradeInForce: { ...projected.file.gradeInForce, sheet: hashAt(sheets) },
  };
  const receipts: { disclosed: readonly { fields: readonly string[] }[] }[] = [];
  const folders = {
    readFile: async () => file,
    readFilesOf: async () => [file],
    readFolder: async () => ({ ...folderOf(facts), party: party as PartyKey }),
    readSheet: async (_: unknown, hash: string) => bodyAt(Number(hash.split('.')[0])),
    aliasesOf: async () => [],
  } as Partial<FolderStore> as FolderStore;
  const deps: ShowFileDeps = {
    runtime: { ...fakeRuntime(), newId: () => `R${receipts.length}` },
    folders,
    receipts: { add: async (receipt: (typeof receipts)[number]) => void receipts.push(receipt) } as never,
    vault,
    scorer: scoreCase,
    policy,
  };
  return { deps, receipts, facts, take: (...more: Fact[]) => void facts.push(...more) };
}

const subject = { scheme: 'uscc', id: shop.id, category: 'pharmacy', reason: '核对' } as const;
type Ask = Partial<z.infer<typeof fileQuery>>;
const sizes = { largest: 0, json: 0 };

/** An answer, as the function hands it over. */
async function ask({ deps }: { deps: ShowFileDeps }, more: Ask = {}) {
  const text = JSON.stringify(await showFile(fileQuery.parse({ ...subject, ...more }), 'bureau', deps));
  sizes.json = Math.max(sizes.json, Buffer.byteLength(text));
  sizes.largest = Math.max(sizes.largest, Buffer.byteLength(JSON.stringify({ statusCode: 200, body: text })));
  return fileAnswer.parse(JSON.parse(text));
}

/** All entries of a section, page by page. */
async function wholeSection(
  file: { deps: ShowFileDeps },
  section: FileSection,
  { first, limit }: { first?: string | undefined; limit?: number } = {},
) {
  const entries: unknown[] = [];
  const pages: number[] = [];
  let after = first;
  do {
    const page = await ask(file, { section, ...(after && { after }), ...(limit && { limit }) });
    for (const other of fileSections) if (other !== section) expect(page[other]).toEqual([]);
    entries.push(...page[section]);
    pages.push(page[section].length);
    after = page.next?.[section];
  } while (after);
  return { entries, pages };
}

describe('a small file', () => {
  it('is answered whole at once, with its counts and no cursor', async () => {
    const file = openFile({ decisions: 3, withdrawn: 1, sheets: 2 });
    const answer = await ask(file);
    expect(answer.next).toBeUndefined();
    expect(answer.counts).toEqual({
      goodFaith: 0,
      dishonesty: 3,
      measured: 0,
      withdrawn: 1,
      reachedBy: 0,
      objections: 0,
      repairs: 0,
      scoreSheets: 2,
    });
    expect(answer.dishonesty).toHaveLength(3);
    expect(answer.scoreSheets.map(({ version }) => version)).toEqual([2, 1]);
    expect(file.receipts).toMatchObject([{ disclosed: [{ fields: ['*'] }] }]);
  });
});

describe('a file of several thousand decisions', () => {
  let file: ReturnType<typeof openFile>;
  let first: Awaited<ReturnType<typeof ask>>;
  beforeAll(async () => {
    file = openFile({ decisions: 2100, withdrawn: 700, sheets: 5 });
    first = await ask(file);
  });

  it('begins with the summary and says how many there are of everything', () => {
    expect(first.standing).toMatchObject({ grade: expect.any(String), sheet: '5.digest.digest' });
    expect(first.basic.name).toBe(shop.name);
    expect(first.counts).toMatchObject({ dishonesty: 2100, withdrawn: 700, goodFaith: 0 });
    expect(first.counts.scoreSheets).toBeUndefined();
    expect(Object.keys(first.next ?? {}).sort()).toEqual(['dishonesty', 'scoreSheets']);
  });

  it.each(['dishonesty', 'withdrawn', 'scoreSheets'] as const)(
    'shows %s whole and without repetition, behind the first answer and by itself',
    async (section) => {
      const begun = first[section] as readonly unknown[];
      const next = first.next?.[section];
      const rest = next === undefined ? [] : (await wholeSection(file, section, { first: next })).entries;
      const alone = await wholeSection(file, section);
      expect([...begun, ...rest]).toEqual(alone.entries);
      const texts = alone.entries.map((entry) => JSON.stringify(entry));
      expect(new Set(texts).size).toBe(texts.length);
      expect(texts).toHaveLength({ dishonesty: 2100, withdrawn: 700, scoreSheets: 5 }[section]);
    },
  );

  it('never has an answer that a function cannot give', () => {
    expect(sizes.json).toBeLessThan(answerBytes);
    expect(sizes.largest).toBeLessThan(lambdaBytes);
    expect(sizes.json, 'the pages are full').toBeGreaterThan(answerBytes / 4);
  });

  it('leaves a receipt for each page, and its cursors name nobody', async () => {
    const before = file.receipts.length;
    const { pages } = await wholeSection(file, 'withdrawn', { limit: 300 });
    expect(pages).toEqual([300, 300, 100]);
    expect(file.receipts.slice(before)).toMatchObject(
      Array(3).fill({ disclosed: [{ fields: ['withdrawn'] }] }),
    );
    for (const cursor of Object.values(first.next ?? {})) {
      if (cursor === undefined) continue;
      const plain = Buffer.from(cursor, 'base64url').toString();
      for (const word of [party, shop.id, shop.name, '文〔2026〕', 'D.']) expect(plain).not.toContain(word);
    }
  });

  it('goes on at the same entry when another came before it meanwhile', async () => {
    const { next, dishonesty } = await ask(file, { section: 'dishonesty', limit: 10 });
    const early = { ...decision(9999), decidedOn: '2020-01-01' as never };
    file.take(early);
    const page = await ask(file, { section: 'dishonesty', after: next?.dishonesty, limit: 10 });
    file.facts.pop();
    const plain = await ask(file, { section: 'dishonesty', limit: 20 });
    expect([...dishonesty, ...page.dishonesty]).toEqual(plain.dishonesty);
  });

  it.each([
    ['without a section', { after: 'x' }],
    ['of another section', { section: 'repairs', foreign: true }],
    ['that is none', { section: 'dishonesty', after: 'x' }],
  ])(
    'refuses a cursor %s',
    async (_, { foreign, ...more }: { foreign?: boolean; section?: string; after?: string }) => {
      const after = foreign ? first.next?.dishonesty : more.after;
      const before = file.receipts.length;
      await expect(ask(file, { ...more, after } as Ask)).rejects.toThrow('invalid-cursor');
      expect(file.receipts).toHaveLength(before);
    },
  );
});

describe('an entry that is larger than an answer', () => {
  it('is shown shortened, and says so', async () => {
    const file = openFile({ decisions: 3, sheets: 2 });
    const { readSheet } = file.deps.folders;
    const folders: FolderStore = {
      ...file.deps.folders,
      async readSheet(...asked) {
        const body = JSON.parse((await readSheet(...asked)) ?? '') as Omit<SheetBody, 'sheet'> & {
          sheet: ScoreSheet;
        };
        const lines = body.sheet.lines.map((line) => ({
          ...line,
          ...(line.deductions && { deductions: Array(30_000).fill(line.deductions[0]) }),
        }));
        return JSON.stringify({ ...body, sheet: { ...body.sheet, lines } });
      },
    };
    const { entries } = await wholeSection({ deps: { ...file.deps, folders } }, 'scoreSheets');
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ isShortened: true, version: 2 });
    expect(JSON.stringify(entries[0])).toContain('"deductionsOmitted":29900');
    expect(sizes.largest).toBeLessThan(lambdaBytes);
  });
});
