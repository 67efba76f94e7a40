import { projectReached } from '../../functions/keep-records/project-reached.ts';
import { takeBatch } from '../../lib/application/intake/take-batch.ts';
import { day } from '../../lib/shared/day.ts';
import { residentIdCheck, usccCheck } from '../../lib/shared/identifiers.ts';
import { createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import type { FeedRecord } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';
import { type Counted, countRequests } from './count-requests.ts';
import { show } from './measure.ts';

/** Records of one subject, and institutions of one person, up to which the cost of one more is measured. */
const steps = [10, 100, 1000];
const rowsABatch = 50;
const bureau = { kind: 'medical-insurance', name: '西藏自治区医疗保障局' } as const;

/**
 * What one more record costs when a subject, an employer or a representative has many already: requests, write and read
 * units, time. Beside it is the same record about a subject that has one.
 */
export async function benchGrowth({ rows = 1000 }: { rows?: number | undefined }): Promise<void> {
  const counted = countRequests();
  const sizes = [...steps.filter((size) => size < rows), rows];
  const real = await openTestTable();
  try {
    await growthOfSubject(real, counted, sizes);
    await growthOfRepresentative(
      real,
      counted,
      sizes.filter((size) => size <= 1000),
    );
    await growthOfEmployer(
      real,
      counted,
      sizes.filter((size) => size <= 1000),
    );
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
  let has = 0;
  for (const size of sizes) {
    for (; has < size; has += rowsABatch)
      await take(range(Math.min(rowsABatch, size - has), has).map((at) => finding(at, 1)));
    has = size;
    await figures(`${size}`, counted, () => take([finding(1_000_000 + size, 1)]));
  }
  await figures('beside: a hospital that has one', counted, () => take([finding(2, 2)]));
}

async function growthOfRepresentative(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log('One more hospital of a listed representative who has so many');
  const { take } = openBatches(real, 2);
  await take([listed(1)], 'court');
  let has = 0;
  for (const size of sizes) {
    for (; has < size; has += rowsABatch)
      await take(
        range(Math.min(rowsABatch, size - has), has).map((at) => hospital(10_000 + at, 1)),
        'registry',
      );
    has = size;
    await figures(`${size}`, counted, () => take([hospital(90_000 + size, 1)], 'registry'));
  }
  await take([listed(2)], 'court');
  await figures('beside: the first of another', counted, () => take([hospital(99_999, 2)], 'registry'));
}

async function growthOfEmployer(
  real: TestTable,
  counted: () => Counted,
  sizes: readonly number[],
): Promise<void> {
  console.log(
    'A decision about each of fifty doctors, in one batch, of a hospital with so many doctors; each row',
  );
  const { take } = openBatches(real, 3);
  await take([hospital(50_000)], 'registry');
  let has = 0;
  for (const size of sizes) {
    const last = Math.max(0, size - rowsABatch);
    for (; has < last; has += rowsABatch) {
      await take(
        range(rowsABatch, has).map((at) => doctor(at, 50_000)),
        'registry',
      );
      await take(range(rowsABatch, has).map((at) => ofDoctor(at)));
    }
    const some = range(Math.min(rowsABatch, size), 1_000_000 + size);
    await take(
      some.map((at) => doctor(at, 50_000)),
      'registry',
    );
    await figures(`${size}`, counted, () => take(some.map((at) => ofDoctor(at))), some.length);
  }
}

/** Takes batches as the queue brings them, and projects the institutions that they reach. */
function openBatches(real: TestTable, base: number) {
  const { ports, ...intake } = openIntake(real.table);
  const deps = {
    ...intake,
    ports,
    matches: createMatchStore(real.table),
    quarantine: createQuarantineStore(real.table),
  };
  let runs = 0;
  return {
    async take(
      records: readonly FeedRecord[],
      source: 'registry' | 'court' | 'medical-insurance' = 'medical-insurance',
    ) {
      const runId = `RUN${base}${String(++runs).padStart(22, '0')}`;
      const envelope = {
        runId,
        batch: 0,
        isLast: true,
        source,
        by: 'bench',
        fileSha256: runId,
        receivedAt: '2026-06-30T02:00:00Z',
      };
      const readings = records.map((record, index) => ({ kind: 'record' as const, row: index + 2, record }));
      const { reached } = await takeBatch(readings, envelope, deps);
      const send = async (): Promise<void> => {
        throw new RangeError('a batch of the bench reaches more than one message projects');
      };
      await projectReached(reached, { ports, records: { send } });
    },
  };
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
  const { dynamodb, writeUnits, readUnits } = counted();
  const each = (total: number): string => (total / of).toFixed(1);
  const [requests, units] = [dynamodb, writeUnits].map((counts) =>
    Object.values(counts).reduce((sum, count) => sum + count, 0),
  );
  show(
    `  ${what}`,
    `${each(requests ?? 0)} requests, ${each(units ?? 0)} written, ${each(readUnits)} read, ${each(milliseconds)} ms`,
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

const ofDoctor = (at: number): FeedRecord => ({
  ...decision,
  subject: { category: 'doctor', scheme: 'resident-id', id: person(at), name: '平措' },
  documentNumber: `藏医保医决〔2026〕${at}号`,
  authority: bureau,
  decidedOn: decidedOn(at),
  content: { kind: 'finding', indicator: 'doc.interview', count: 1 },
});

const listed = (at: number): FeedRecord => ({
  ...decision,
  subject: { scheme: 'resident-id', id: person(at, '540121'), name: '平措' },
  documentNumber: `（2026）藏01执${at}号`,
  authority: { kind: 'court', name: '拉萨市中级人民法院' },
  decidedOn: day('2026-03-02'),
  content: { kind: 'listing', list: 'judgment-defaulter', listedOn: day('2026-03-02') },
});
