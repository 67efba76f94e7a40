import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cycleViewOf } from '../../functions/steer-cycle/cycle-view.ts';
import { releaseEvaluation } from '../../functions/steer-cycle/release-evaluation.ts';
import { abandonEvaluation, startEvaluation } from '../../functions/steer-cycle/steer-cycle.ts';
import { documentsText } from '../../lib/regulation/legal-documents.ts';
import type { Policy } from '../../lib/regulation/policy.ts';
import type { RegistrationRecord } from '../../schemas/record.ts';
import { openEvaluating } from '../support/evaluating.ts';
import { policyWith } from '../support/policy.ts';
import { boss, doctor, hospital, nurse, patient, pharmacy } from '../support/records.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** Shards processed by several workers at once, in any order, killed between their writes. */
let real: TestTable;
beforeEach(async () => {
  real = await openTestTable();
});
afterEach(() => real.close());

const codeOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('an annual evaluation', () => {
  it('is begun once, moved on once, and publishes each subject once, however many work on a shard', async () => {
    const { keep, evaluations, sent, steer, workAll, folders, vault } = openEvaluating(real.table);
    const people = [doctor, nurse, patient, boss];
    for (const one of people) {
      await keep({
        type: 'registration',
        subject: { category: 'insured-person', scheme: 'resident-id', ...one },
        status: 'active',
      } as RegistrationRecord);
    }
    const starts = [1, 2, 3].map((officer) => codeOf(startEvaluation(2025, `officer-${officer}`, steer)));
    const answers = (await Promise.all(starts)).sort();
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1);
    expect(
      answers
        .filter((answer) => answer !== 'done')
        .every((answer) => /^evaluation-(moved|running)$/.test(answer)),
    ).toBe(true);
    expect(await codeOf(startEvaluation(2025, 'late', steer))).toBe('evaluation-running');
    expect(sent).toHaveLength(5);
    await workAll();
    const rehearsed = await evaluations.read('2025');
    expect(rehearsed).toMatchObject({ phase: 'review', rehearsal: 1 });
    const release = (by: string) =>
      codeOf(releaseEvaluation(2025, { by, reason: '核对', rehearsal: 1 }, steer));
    expect(await release(rehearsed?.startedBy ?? '')).toBe('same-officer');
    const released = (await Promise.all([release('second'), release('third')])).sort();
    expect(released.filter((answer) => answer === 'done')).toHaveLength(1);
    await workAll();
    expect(await evaluations.read('2025')).toMatchObject({ phase: 'published' });
    for (const { id } of people) {
      const { facts, files } = await folders.readFolder(vault.partyKey('resident-id', id));
      expect(facts.filter(({ type }) => type === 'publication')).toHaveLength(1);
      expect(files.get('insured-person')?.published).toMatchObject([{ cycle: 2025, grade: 'A' }]);
    }
    expect(await codeOf(startEvaluation(2025, 'again', steer))).toBe('cycle-published');
    expect(await codeOf(abandonEvaluation(2025, { by: 'x', reason: 'x' }, steer))).toBe('not-abandonable');
  });

  it('waits in review on a day without a legal basis, where the bureau decided so, until a document is entered', async () => {
    const { keep, evaluations, steer, workAll } = openEvaluating(real.table);
    await keep({
      type: 'registration',
      subject: { category: 'insured-person', scheme: 'resident-id', ...patient },
      status: 'active',
    } as RegistrationRecord);
    await startEvaluation(2025, 'first', steer);
    await workAll();
    const release = (settings: Partial<Policy>) => {
      const policy = { ...steer.policy, ...policyWith(settings) };
      const said = { by: 'second', reason: '核对', rehearsal: 1 };
      return codeOf(releaseEvaluation(2025, said, { ...steer, policy }));
    };
    const hold: Partial<Policy> = { 'regulation.when-lapsed': 'hold' };
    expect(await release(hold)).toBe('basis-lapsed');
    expect(await evaluations.read('2025')).toMatchObject({ phase: 'review' });
    const document = { number: '藏医保〔2026〕20号', from: '2026-05-08', title: '信用管理办法' };
    expect(await release({ ...hold, 'regulation.basis': documentsText([document]) })).toBe('done');
  });

  it('of nobody is not released', async () => {
    const { steer, workAll } = openEvaluating(real.table);
    await startEvaluation(2025, 'first', steer);
    await workAll();
    const release = { by: 'second', reason: '核对', rehearsal: 1 };
    expect(await codeOf(releaseEvaluation(2025, release, steer))).toBe('rehearsal-empty');
  });

  it('is handed over when its time is short, and forgets nothing of what it found', async () => {
    const { evaluations, sent, steer, work, workAll } = openEvaluating(real.table);
    await startEvaluation(2025, 'first', steer);
    const [message] = sent.splice(0, 1);
    if (!message) throw new Error('nothing was sent');
    await work(message, () => 0);
    expect(sent).toContainEqual(message);
    await workAll();
    const { phase } = (await evaluations.read('2025')) ?? {};
    expect(phase).toBe('review');
  });

  it('that stands in another rehearsal, or was given up, is left alone by late messages', async () => {
    const { evaluations, sent, steer, work, workAll } = openEvaluating(real.table);
    await startEvaluation(2025, 'first', steer);
    const late = sent.splice(0);
    await abandonEvaluation(2025, { by: 'first', reason: '重来' }, steer);
    await Promise.all(late.map((message) => work(message)));
    expect(await evaluations.read('2025')).toMatchObject({ phase: 'abandoned', done: [] });
    await startEvaluation(2025, 'first', steer);
    await Promise.all(late.map((message) => work(message)));
    expect(await evaluations.read('2025')).toMatchObject({ phase: 'collect', rehearsal: 2, done: [] });
    await workAll();
    expect(await evaluations.read('2025')).toMatchObject({ phase: 'review', rehearsal: 2 });
  });

  it('publishes everybody but a subject that fails, lists it, and ends once it is mended', async () => {
    const opened = openEvaluating(real.table);
    const { keep, evaluations, steer, work, workAll, sent, broken, folders, vault } = opened;
    const scheme = 'uscc';
    for (const who of [hospital, pharmacy])
      await keep({
        type: 'registration',
        subject: { category: who === hospital ? 'medical-institution' : 'pharmacy', scheme, ...who },
        status: 'active',
      });
    await startEvaluation(2025, 'first', steer);
    await workAll();
    const party = vault.partyKey(scheme, hospital.id);
    broken.add(party);
    await releaseEvaluation(2025, { by: 'second', reason: '核对', rehearsal: 1 }, steer);
    const messages = sent.splice(0);
    const ended = await Promise.allSettled(messages.map((message) => work(message)));
    const failures = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(failures).toMatchObject([{ code: 'subject-failed' }]);
    const publishedOf = async (id: string, category: 'medical-institution' | 'pharmacy') =>
      (await folders.readFile({ party: vault.partyKey(scheme, id), category }))?.published?.length ?? 0;
    expect(await publishedOf(pharmacy.id, 'pharmacy')).toBe(1);
    expect(await publishedOf(hospital.id, 'medical-institution')).toBe(0);
    const evaluation = await evaluations.read('2025');
    if (!evaluation) throw new Error('there is no evaluation');
    const view = await cycleViewOf(evaluation, { evaluations, vault, runtime: opened.runtime });
    expect(view).toMatchObject({
      phase: 'publish',
      failed: [{ party, message: expect.stringContaining('too large') }],
    });
    broken.clear();
    await Promise.all(messages.map((message) => work(message)));
    expect(await publishedOf(hospital.id, 'medical-institution')).toBe(1);
    expect(await evaluations.read('2025')).toMatchObject({ phase: 'published' });
    const { facts } = await folders.readFolder(party);
    expect(facts.filter(({ type }) => type === 'publication')).toHaveLength(1);
  });
});
