import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { releaseEvaluation } from '../../functions/steer-cycle/release-evaluation.ts';
import { abandonEvaluation, startEvaluation } from '../../functions/steer-cycle/steer-cycle.ts';
import { reportOf } from '../../lib/application/wiring/evaluation-findings.ts';
import { levelsOf } from '../../lib/evaluation/levels.ts';
import { emptyReport, reportIn } from '../../lib/evaluation/report.ts';
import type { Category } from '../../lib/shared/category.ts';
import type { RegistrationRecord } from '../../schemas/record.ts';
import { openEvaluating } from '../support/evaluating.ts';
import { openMemoryTable } from '../support/memory-table.ts';
import { doctor, hospital, nurse, patient, pharmacy, stranger } from '../support/records.ts';
import type { TestTable } from '../support/test-table.ts';

/** Results released by level (Art. 18): per prefecture by its own bureau, and for the region. Starts on 2026-06-30. */
let real: TestTable;
beforeEach(async () => {
  real = await openMemoryTable();
});
afterEach(() => real.close());

const dayMilliseconds = 86_400_000;
const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

type Registered = readonly [Category, { id: string; name: string }, Partial<RegistrationRecord>];
const inLhasa: Registered = ['medical-institution', hospital, { division: '540102' }];
const staff: Registered = ['doctor', doctor, { employment: { employerId: hospital.id } }];
const inShigatse: Registered = ['pharmacy', pharmacy, { division: '540202' }];
const ofTheRegion: Registered = ['insured-person', patient, {}];

/** An evaluation of 2025 that is rehearsed over the registered. */
async function rehearsed(registered: readonly Registered[]) {
  const opened = openEvaluating(real.table);
  const { keep, steer, evaluations, runtime, workAll, folders, vault } = opened;
  const schemeOf = (category: Category) =>
    category === 'medical-institution' || category === 'pharmacy' ? 'uscc' : 'resident-id';
  for (const [category, who, more] of registered)
    await keep({
      type: 'registration',
      subject: { category, scheme: schemeOf(category), ...who },
      status: 'active',
      ...more,
    } as RegistrationRecord);
  await startEvaluation(2025, 'starter', steer);
  await workAll();
  /** A second officer of an area, of the region without one, releases and the shards are processed. */
  const release = async (area?: string, by = `second-${area}`) => {
    const code = await codeOf(releaseEvaluation(2025, { by, reason: '核对', rehearsal: 1, area }, steer));
    await workAll();
    return code;
  };
  /** The days of publication of the registered, in their order. */
  const publishedOn = () =>
    Promise.all(
      registered.map(async ([category, { id }]) => {
        const { facts, files } = await folders.readFolder(vault.partyKey(schemeOf(category), id));
        const published = files.get(category)?.published;
        const facted = facts.filter((fact) => fact.type === 'publication' && fact.category === category);
        expect(facted.length).toBeLessThanOrEqual(1);
        return published?.[0]?.publishedOn;
      }),
    );
  const evaluation = async () => {
    const found = await evaluations.read('2025');
    if (!found) throw new Error('there is no evaluation');
    return found;
  };
  const report = async () => (await reportOf(await evaluation(), evaluations)) ?? emptyReport;
  const states = async (area?: string) =>
    levelsOf(await evaluation(), await report(), area).map(({ division, state }) => `${division} ${state}`);
  return {
    ...opened,
    release,
    publishedOn,
    evaluation,
    report,
    states,
    pass: () => runtime.pass(dayMilliseconds),
  };
}

describe('a prefecture', () => {
  it('publishes its own subjects, with the staff of its institutions; the others wait', async () => {
    const { release, publishedOn, evaluation, states } = await rehearsed([
      inLhasa,
      staff,
      inShigatse,
      ofTheRegion,
    ]);
    expect(await states()).toEqual(['54 rehearsed', '5401 rehearsed', '5402 rehearsed']);
    expect(await release('5401')).toBe('done');
    expect(await publishedOn()).toEqual(['2026-06-30', '2026-06-30', undefined, undefined]);
    expect(await evaluation()).toMatchObject({
      phase: 'review',
      parts: [{ division: '5401', by: 'second-5401' }],
    });
    expect(await states()).toEqual(['54 rehearsed', '5401 published', '5402 rehearsed']);
    expect(await states('5402')).toEqual(['5402 rehearsed']);
  });

  it('publishes on its own day, and the region all that is left, on its day', async () => {
    const { release, publishedOn, evaluation, pass, states } = await rehearsed([
      inLhasa,
      inShigatse,
      ofTheRegion,
    ]);
    await release('5401');
    pass();
    await release('5402');
    expect(await publishedOn()).toEqual(['2026-06-30', '2026-07-01', undefined]);
    expect(await evaluation()).toMatchObject({ phase: 'review' });
    pass();
    expect(await release()).toBe('done');
    expect(await publishedOn()).toEqual(['2026-06-30', '2026-07-01', '2026-07-02']);
    expect(await evaluation()).toMatchObject({ phase: 'published', publishedOn: '2026-07-02' });
    expect(await states()).toEqual(['54 published', '5401 published', '5402 published']);
  });

  it('that leaves nothing to publish completes the cycle', async () => {
    const { release, evaluation } = await rehearsed([inLhasa, inShigatse]);
    await release('5401');
    await release('5402');
    expect(await evaluation()).toMatchObject({ phase: 'published', parts: [{}, { state: 'published' }] });
    expect(await release()).toBe('not-in-review');
  });

  it('releases once, by another person than who began, and only where it has subjects', async () => {
    const { release, steer, states } = await rehearsed([inLhasa, inShigatse]);
    expect(await release('5401', 'starter')).toBe('same-officer');
    expect(await release('540102')).toBe('not-a-prefecture');
    expect(await release('5499')).toBe('rehearsal-empty');
    expect(await release('5401')).toBe('done');
    expect(await release('5401', 'third')).toBe('cycle-published');
    expect(await codeOf(startEvaluation(2025, 'starter', steer))).toBe('cycle-published');
    const abandonment = { by: 'starter', reason: '重来' };
    expect(await codeOf(abandonEvaluation(2025, abandonment, steer))).toBe('not-abandonable');
    expect(await codeOf(startEvaluation(2024, 'starter', steer))).toBe('later-cycle-published');
    expect(await states()).toEqual(['5401 published', '5402 rehearsed']);
  });

  it('waits while another one is being published', async () => {
    const { steer, release, workAll } = await rehearsed([inLhasa, inShigatse]);
    const first = { by: 'a', reason: '核对', rehearsal: 1, area: '5401' };
    await releaseEvaluation(2025, first, steer);
    const second = { ...first, by: 'b', area: '5402' };
    expect(await codeOf(releaseEvaluation(2025, second, steer))).toBe('release-running');
    expect(await codeOf(releaseEvaluation(2025, { ...second, area: '54' }, steer))).toBe('release-running');
    await workAll();
    expect(await release('5402')).toBe('done');
  });

  it('sees its own part of the rehearsal', async () => {
    const { report } = await rehearsed([inLhasa, staff, inShigatse, ofTheRegion]);
    const own = reportIn(await report(), '5401');
    expect(own).toMatchObject({ subjects: 2, problems: 0, largestMoves: [] });
    expect(own.grades).toEqual({ 'medical-institution/5401/A': 1, 'doctor/5401/A': 1 });
    expect(Object.keys(own.missingValues ?? {}).every((key) => key.startsWith('medical-institution/'))).toBe(
      true,
    );
    expect(reportIn(await report(), '5499')).toMatchObject({ subjects: 0, grades: {} });
    expect(reportIn(await report(), '54')).toMatchObject({ subjects: 4 });
  });
});

it('a release that is killed at any write goes on, and publishes each subject once and none of another prefecture', async () => {
  const { release, sent, work, workAll, killAfter, publishedOn, evaluation, steer, pass } = await rehearsed([
    inLhasa,
    staff,
    inShigatse,
    ['pharmacy', stranger, { division: '540121' }],
    ['nurse', nurse, { division: '540123' }],
  ]);
  await releaseEvaluation(2025, { by: 'a', reason: '核对', rehearsal: 1, area: '5401' }, steer);
  const messages = sent.splice(0);
  for (let writes = 0; (await evaluation()).phase === 'publish-part'; writes++) {
    pass();
    killAfter(writes);
    await Promise.allSettled(messages.map((message) => work(message)));
    expect((await publishedOn())[2]).toBeUndefined();
  }
  killAfter(Number.POSITIVE_INFINITY);
  await workAll();
  const day = '2026-06-30';
  expect(await publishedOn()).toEqual([day, day, undefined, day, day]);
  expect(await evaluation()).toMatchObject({ phase: 'review', parts: [{ state: 'published' }] });
  await Promise.all(messages.map((message) => work(message)));
  expect(await publishedOn()).toEqual([day, day, undefined, day, day]);
  expect(await release()).toBe('done');
  expect((await publishedOn())[2]).not.toBe(day);
});
