import { projectParties, projectReached } from '../../functions/keep-records/project-reached.ts';
import type { PartyKey } from '../../lib/credit-file/facts/subject.ts';
import { moveIntoSlots } from '../../lib/credit-file/move-into-slots.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import type { Source } from '../../lib/shared/source.ts';
import { type CaseworkMessage, recordsMessage } from '../../schemas/messages.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { batchTaker } from '../support/batches.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';
import { unfold } from '../support/unfold.ts';
import { type Counted, countRequests } from './count-requests.ts';
import { show } from './measure.ts';

/** Records of one subject up to which the cost of one more is measured. */
const steps = [10, 100, 1000, 10_000];
/** Persons of one employer, and institutions of one representative. */
const mostOfOne = 5000;
const rowsABatch = 50;
const bureau = { kind: 'medical-insurance', name: '西藏自治区医疗保障局' } as const;

/**
 * What one more record costs when a subject, an employer or a representative has many already: requests, write and read
 * units, time. Beside it is the same record about a subject that has one.
 */
export async function benchGrowth({ rows = 1000 }: { rows?: number | undefined }): Promise<void> {
  const counted = countRequests();
  const sizes = [...steps.filter((size) => size < rows), rows];
  const most = Math.min(rows, mostOfOne);
  const ofOne = [...steps.filter((size) => size < most), most];
  const real = await openTestTable();
  try {
    await growthOfSubject(real, counted, sizes);
    await growthOfTwoFiles(real, counted, ofOne);
    await growthOfRepresentative(real, counted, ofOne);
    await growthOfEmployer(real, counted, ofOne);
    await growthOfEarlier(real, counted, ofOne);
  } finally {
    await real.close();
  }
}

async function growthOfSubject(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log('One more decision about a hospital that has so many');
  const { take } = openBatches(real, 1);
  await take([hospital(1), hospital(2)], 'registry');
  await take([finding(1, 2)]);
  await grown(
    sizes,
    (numbers) => take(numbers.map((at) => finding(at, 1))),
    (size) => figures(`${size}`, counted, () => take([finding(1_000_000 + size, 1)])),
  );
  await figures('beside: a hospital that has one', counted, () => take([finding(2, 2)]));
}

async function growthOfTwoFiles(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log('The same about a hospital that has a pharmacy under its code: two files');
  const { take } = openBatches(real, 5);
  const both = (at: number) => [hospital(at), pharmacyOf(at)];
  await take([...both(80_000), ...both(80_001)], 'registry');
  await take([finding(1, 80_001)]);
  await grown(
    sizes,
    (numbers) => take(numbers.map((at) => finding(at, 80_000))),
    (size) => figures(`${size}`, counted, () => take([finding(1_000_000 + size, 80_000)])),
  );
  await figures('beside: one that has one', counted, () => take([finding(2, 80_001)]));
}

async function growthOfRepresentative(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log(
    'A listed representative who has so many hospitals: one more hospital; a decision that is no listing',
  );
  const { take } = openBatches(real, 2);
  await take([listed(1), listed(2)], 'court');
  // The first decision opens the person's file. What is measured adds one at each size.
  const before = range(3, 1);
  await take([...before.map((at) => ofPerson(at, 1)), ...before.map((at) => ofPerson(100 + at, 2))]);
  const add = (numbers: readonly number[]) =>
    take(
      numbers.map((at) => hospital(10_000 + at, 1)),
      'registry',
    );
  const measured = async (what: string, at: number, of: number): Promise<void> => {
    await figures(`${what}, one more`, counted, () => take([hospital(90_000 + at, of)], 'registry'));
    await figures(`${what}, a decision`, counted, () => take([ofPerson(90_000 + at, of)]));
  };
  await grown(sizes, add, (size) => measured(`${size}`, size, 1));
  await measured('beside: one who has none', 9999, 2);
}

async function growthOfEmployer(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log(
    'A hospital with so many doctors that have decisions: one about a further doctor; one more about one of them;',
  );
  console.log('fifty about further ones in one batch, each row');
  const { take } = openBatches(real, 3);
  await take([hospital(50_000), hospital(50_001)], 'registry');
  const employed = (numbers: readonly number[], by = 50_000) =>
    take(
      numbers.map((at) => doctor(at, by)),
      'registry',
    );
  const decided = (numbers: readonly number[]) => take(numbers.map((at) => ofDoctor(at, at)));
  const add = async (numbers: readonly number[]): Promise<void> => {
    await employed(numbers);
    await decided(numbers);
  };
  let numbers = 500_000;
  const measured = async (what: string, of: number): Promise<void> => {
    await figures(`${what}, a further doctor`, counted, () => decided([of]));
    await figures(`${what}, the same doctor again`, counted, () => take([ofDoctor(++numbers, of)]));
  };
  await grown(sizes, add, async (size) => {
    await employed([6000 + size]);
    await measured(`${size}`, 6000 + size);
    await figures(`${size}, one of the first doctors`, counted, () => take([ofDoctor(++numbers, 3)]));
    await figures(`${size}, one of the last doctors`, counted, () => take([ofDoctor(++numbers, size - 1)]));
    const more = range(rowsABatch, 20_000 + 100 * sizes.indexOf(size));
    await employed(more);
    await figures(`${size}, fifty`, counted, () => decided(more), rowsABatch);
  });
  await employed([8000], 50_001);
  await measured('beside: a hospital that has none', 8000);
}

/** What an earlier release stored one by one, before and after the upgrade of the region. */
async function growthOfEarlier(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log('A hospital of an earlier release with so many decisions, and so many doctors that have some');
  const { take, folders, partyOf } = openBatches(real, 4);
  const party = partyOf(70_000);
  await take([hospital(70_000)], 'registry');
  await grown(
    sizes,
    async (numbers) => {
      const doctors = numbers.map((at) => 30_000 + at);
      await take(
        doctors.map((at) => doctor(at, 70_000)),
        'registry',
      );
      await take([...doctors.map((at) => ofDoctor(at, at)), ...numbers.map((at) => finding(at, 70_000))]);
    },
    async (size) => {
      await unfold(party, real.table);
      const one = (number: number) => take([finding(1_000_000 + 10 * size + number, 70_000)]);
      await one(0);
      await figures(`${size}, one more before`, counted, () => one(1));
      const folder = await folders.readFolder(party);
      const move = async () => void (await moveIntoSlots(folder, folders));
      await figures(`${size}, the move, each decision and link`, counted, move, 2 * size);
      await one(2);
      await figures(`${size}, one more after`, counted, () => one(3));
    },
  );
}

/** Takes batches as the queue brings them, and projects the institutions that they reach. */
function openBatches(real: TestTable, base: number) {
  const intake = openIntake(real.table);
  const { ports } = intake;
  const takeFrom = batchTaker(real.table, intake, base);
  return {
    folders: intake.folders,
    partyOf: (at: number): PartyKey => intake.vault.partyKey('uscc', uscc(at)),
    async take(batch: readonly FeedRecord[], source: Source = 'medical-insurance'): Promise<void> {
      const sent: string[] = [];
      const { reached } = await takeFrom(batch, source);
      await projectReached(reached, {
        ports,
        records: { send: async (bodies) => void sent.push(...bodies) },
      });
      for (const text of sent) {
        const message = recordsMessage.parse(JSON.parse(text)) as CaseworkMessage;
        if ('project' in message) await projectParties(message.project, { ports });
      }
    },
  };
}

/** Adds up to each size, a batch at a time, and measures there. */
async function grown(
  sizes: readonly number[],
  add: (numbers: readonly number[]) => Promise<void>,
  measure: (size: number) => Promise<void>,
): Promise<void> {
  let has = 0;
  for (const size of sizes) {
    for (; has < size; has = Math.min(size, has + rowsABatch))
      await add(range(Math.min(rowsABatch, size - has), has));
    await measure(size);
  }
}

async function figures(
  what: string,
  counted: () => Counted,
  work: () => Promise<void>,
  of = 1,
): Promise<void> {
  counted();
  const begun = performance.now();
  await work();
  const milliseconds = performance.now() - begun;
  const { dynamodb, writeUnits, readUnits, largestWrite } = counted();
  const each = (total: number): string => (total / of).toFixed(1);
  const [requests, units] = [dynamodb, writeUnits].map((counts) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0),
  );
  show(
    `  ${what}`,
    `${each(requests ?? 0)} requests, ${each(units ?? 0)} written, ${each(readUnits)} read, largest item ${largestWrite} kB, ${each(milliseconds)} ms`,
  );
}

const range = (count: number, from: number): number[] => Array.from({ length: count }, (_, at) => from + at);

const uscc = (at: number): string => checked(usccCheck, `12540100MA${String(at).padStart(7, '0')}`);
const person = (at: number, area = '540102'): string =>
  checked(
    residentIdCheck,
    `${area}${1950 + (at % 50)}01${String(10 + (Math.floor(at / 50) % 18))}${String(Math.floor(at / 900) % 1000).padStart(3, '0')}`,
  );
const checked = (check: (body: string) => string, body: string): string => `${body}${check(body)}`;

const hospital = (at: number, representative?: number): FeedRecord => ({
  type: 'registration',
  subject: { category: 'medical-institution', scheme: 'uscc', id: uscc(at), name: `第${at}医院` },
  status: 'active',
  ...(representative && {
    legalRepresentative: { name: '平措', residentId: person(representative, '540121') },
  }),
});

const pharmacyOf = (at: number): FeedRecord => ({
  type: 'registration',
  subject: { category: 'pharmacy', scheme: 'uscc', id: uscc(at), name: `第${at}医院` },
  status: 'active',
});

const doctor = (at: number, employer: number): FeedRecord => ({
  type: 'registration',
  subject: { category: 'doctor', scheme: 'resident-id', id: person(at), name: '平措' },
  employment: { employerId: uscc(employer), from: day('2026-01-01') },
  status: 'active',
});

const decision = { type: 'decision', status: 'original', usage: 'public' } as const;
const decidedOn = (at: number) => day(`2026-0${1 + (at % 6)}-${String(1 + (at % 28)).padStart(2, '0')}`);

const finding = (at: number, of: number): FeedRecord => ({
  ...decision,
  subject: { category: 'medical-institution', scheme: 'uscc', id: uscc(of), name: `第${of}医院` },
  documentNumber: `藏医保决〔2026〕${at}号`,
  authority: bureau,
  decidedOn: decidedOn(at),
  content: { kind: 'finding', indicator: 'mi.interview', count: 1 },
});

const ofDoctor = (number: number, of: number): FeedRecord => ({
  ...decision,
  subject: { category: 'doctor', scheme: 'resident-id', id: person(of), name: '平措' },
  documentNumber: `藏医保医决〔2026〕${number}号`,
  authority: bureau,
  decidedOn: decidedOn(number),
  content: { kind: 'finding', indicator: 'dr.interview', count: 1 },
});

/** A penalty of a person that no institution employs. */
const ofPerson = (number: number, of: number): FeedRecord => ({
  ...decision,
  subject: { category: 'insured-person', scheme: 'resident-id', id: person(of, '540121'), name: '平措' },
  documentNumber: `藏医保个决〔2026〕${number}号`,
  authority: bureau,
  decidedOn: decidedOn(number),
  content: { kind: 'penalty', penalties: ['fine'], fineCny: '200' },
});

const listed = (at: number): FeedRecord => ({
  ...decision,
  subject: { scheme: 'resident-id', id: person(at, '540121'), name: '平措' },
  documentNumber: `（2026）藏01执${at}号`,
  authority: { kind: 'court', name: '拉萨市中级人民法院' },
  decidedOn: day('2026-03-02'),
  content: { kind: 'listing', list: 'judgment-defaulter', listedOn: day('2026-03-02') },
});
