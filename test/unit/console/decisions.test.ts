import { describe, expect, it } from 'vitest';
import { actOf, effectOf } from '../../../console/screens/identity/choices.ts';
import { isRuledHere, obstacleOf } from '../../../console/screens/reviews/rulings.ts';
import { countedBy } from '../../../console/screens/waiting/counted.ts';
import { waysOf } from '../../../console/screens/waiting/ways.ts';
import { ofSources, ofWaiting, sorted } from '../../../console/screens/workbench/todos.ts';

describe('who may rule', () => {
  it('is not who proposed it', () => {
    expect(obstacleOf({ kind: 'suspension', proposedBy: ['a', 'b'] }, 'b')).toMatch(/本人/);
    expect(obstacleOf({ kind: 'suspension', proposedBy: ['a'] }, 'b')).toBeUndefined();
  });

  it.each(['act', 'objection', 'repair', 'refusal-objection', 'cycle', 'policy'] as const)(
    'a review of the kind %s is not decided here, and says where',
    (kind) => {
      expect(isRuledHere({ kind })).toBe(false);
      expect(obstacleOf({ kind, proposedBy: ['a'] }, 'b')).toMatch(/\p{Script=Han}/u);
    },
  );
});

describe('the ways of an item', () => {
  it('begin with its candidates, where it has any', () => {
    const candidates = [{ key: 'k', name: 'n', id: 'i', grounds: [], against: [], explanation: '' }];
    expect(waysOf({ kind: 'row', candidates })).toEqual(['candidate', 'correct', 'dismiss']);
    expect(waysOf({ kind: 'row', record: {} })).toEqual(['correct', 'holds', 'dismiss']);
    expect(waysOf({ kind: 'removal' })).toEqual(['removed', 'dismiss']);
  });
});

describe('the workbench', () => {
  const now = new Date('2026-11-30T12:00:00Z');

  it('puts what is overdue before what is blocked, and that before what waits', () => {
    const todo = (urgency: 'overdue' | 'blocked' | 'waiting', count: number) => ({
      urgency,
      count,
      title: `${urgency} ${count}`,
      detail: '',
      to: '/',
    });
    const todos = [todo('waiting', 100), todo('overdue', 1), todo('blocked', 2), todo('waiting', 200)];
    expect(sorted(todos).map(({ title }) => title)).toEqual([
      'overdue 1',
      'blocked 2',
      'waiting 200',
      'waiting 100',
    ]);
  });

  it('counts what waits by source, without decisions of no subject of ours', () => {
    const of = (kind: 'row' | 'unmatched', reason: string, waiting: number) => ({
      kind,
      source: 'court' as const,
      reason,
      waiting,
      oldest: '2026-11-29T12:00:00Z',
    });
    const counts = [
      of('row', 'check-digit', 2),
      of('row', 'masked-identifier', 6),
      of('unmatched', 'unmatched', 90),
    ];
    expect(ofWaiting({ counts }, now)).toMatchObject([
      {
        count: 8,
        to: '/waiting?source=court&reason=masked-identifier',
        detail: '号码有遮掩 6，号码校验位不符 2；最早一件 1 天前',
      },
    ]);
  });

  it('says since how many days a source is quiet', () => {
    const source = {
      source: 'court' as const,
      rhythmDays: 7,
      lastArrivalAt: '2026-11-10T12:00:00Z',
      quietSince: '2026-11-17T12:00:00Z',
      pulls: [],
    };
    expect(ofSources({ sources: [source] }, now)).toMatchObject([
      {
        urgency: 'overdue',
        count: 13,
        title: '人民法院逾期未报送',
        detail: '约定每 7 天一次，最近一次 20 天前',
      },
    ]);
  });
});

describe('the counts of groups', () => {
  const of = (reason: string, waiting: number) =>
    ({ kind: 'row', source: 'court', reason, waiting, oldest: '2026-01-01' }) as const;
  const counts = { counts: [of('masked-identifier', 2), of('no-candidate', 5)] };

  it('have one less after a decision and one more after it is taken back; a group that is done is gone', () => {
    const once = countedBy(counts, of('masked-identifier', 0), -1);
    expect(once.counts.map(({ waiting }) => waiting)).toEqual([1, 5]);
    expect(countedBy(once, of('masked-identifier', 0), 1)).toEqual(counts);
    expect(countedBy(once, of('masked-identifier', 0), -1).counts).toEqual([of('no-candidate', 5)]);
  });
});

describe('who a row is about', () => {
  const item = { id: '1', reason: 'masked-identifier', candidates: [] } as never;
  const succession = { id: '2', reason: 'succession-candidate', record: {} } as never;

  it('a candidate is chosen by its key; none of them is a dismissal, and of a succession another institution', () => {
    const chosen = { candidate: 'doctor.x' };
    expect(actOf(item, chosen, 'x')).toEqual({
      kind: 'correction',
      id: '1',
      body: { reason: 'x', ...chosen },
    });
    expect(actOf(item, 'none', 'x')).toEqual({ kind: 'dismissal', id: '1', reason: 'x' });
    expect(actOf(succession, 'none', 'x')).toEqual({
      kind: 'correction',
      id: '2',
      body: { reason: 'x', holds: true },
    });
    expect([effectOf('none'), effectOf('own'), effectOf(chosen)]).toEqual([
      undefined,
      { holds: true },
      chosen,
    ]);
  });
});
