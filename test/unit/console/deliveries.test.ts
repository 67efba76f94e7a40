import { describe, expect, it } from 'vitest';
import type { Api } from '../../../console/api/call.ts';
import { CallFailure } from '../../../console/api/failure.ts';
import { retryAll, waitingSince } from '../../../console/screens/deliveries/retry-all.ts';
import { effectText } from '../../../console/screens/reviews/effects.ts';
import { ofDeliveries } from '../../../console/screens/workbench/todos.ts';
import { policyEffectText, policyValueText } from '../../../console/words/policies.ts';

/** An API that answers by route, and notes what was asked. */
function apiOf(
  answer: (route: string, input: { params?: { id: string }; query?: { after?: string } }) => unknown,
) {
  const asked: string[] = [];
  const call = async (route: string, input: { params?: { id: string }; query?: { after?: string } }) => {
    asked.push(`${route} ${input.params?.id ?? input.query?.after ?? ''}`.trim());
    return answer(route, input);
  };
  return { asked, api: { call } as unknown as Api };
}

describe('deliveries that are tried again', () => {
  const pages: Readonly<Record<string, object>> = {
    '': { deliveries: [{ id: 'a', pendingSince: '2026-11-01T00:00:00.000Z' }], next: 'p2' },
    p2: { deliveries: [{ id: 'b', pendingSince: '2026-11-03T00:00:00.000Z' }, { id: 'c' }] },
  };
  const { asked, api } = apiOf((_, { query }) => pages[query?.after ?? '']);

  it('are those of every page that have waited since a time, or whose time is not known', async () => {
    const sought = { receiver: '', state: 'pending' } as const;
    expect(await waitingSince(api, { ...sought, since: '2026-11-02T00:00:00.000Z' })).toEqual(['b', 'c']);
    expect(await waitingSince(api, { ...sought, since: undefined })).toEqual(['a', 'b', 'c']);
    expect(asked).toHaveLength(4);
  });

  it('are counted by what became of them, and one that fails stops no other', async () => {
    const failures: Readonly<Record<string, number>> = { b: 409, c: 503 };
    const { api: failing } = apiOf((_, { params }) => {
      const status = failures[params?.id ?? ''];
      if (status) throw new CallFailure({ status, code: 'x', explanation: '' });
      return {};
    });
    const steps: number[] = [];
    const retried = await retryAll(failing, ['a', 'b', 'c', 'd'], {
      signal: new AbortController().signal,
      onProgress: ({ done }) => steps.push(done),
    });
    expect(retried).toEqual({ done: 2, settled: 1, failed: 1 });
    expect(steps).toEqual([1, 1, 1, 2]);
  });

  it('stop when they are told to', async () => {
    const stop = new AbortController();
    const { api: quick, asked: tried } = apiOf(() => ({}));
    await retryAll(quick, ['a', 'b', 'c'], { signal: stop.signal, onProgress: () => stop.abort() });
    expect(tried).toEqual(['POST /v1/deliveries/{id}/retry a']);
  });
});

it('what is given up, and a receiver that does not answer, is work; what is under way is none', () => {
  const quiet = { breaker: { state: 'closed' as const, failures: 0 }, pending: 7, held: 0 };
  const counts = {
    receivers: [
      { receiver: 'directory' as const, ...quiet, givenUp: 0 },
      {
        receiver: 'settlement' as const,
        ...quiet,
        breaker: { state: 'open' as const, failures: 4 },
        givenUp: 2,
        oldestPending: '2026-11-30T11:00:00.000Z',
      },
    ],
    cut: [],
  };
  expect(
    ofDeliveries(counts, new Date('2026-11-30T12:00:00Z')).map(({ title, count, to }) => [title, count, to]),
  ).toEqual([
    ['推送已停止重试：医保结算系统', 2, '/deliveries?receiver=settlement&state=given-up'],
    ['医保结算系统没有应答', 7, '/deliveries?receiver=settlement&state=pending'],
  ]);
});

describe('words', () => {
  it('of values, of what they change, and of their release, are Chinese', () => {
    expect(['four-eyes', '102', 'interim'].map(policyValueText)).toEqual(['由第二人放行', '102', '动态评价']);
    expect(policyValueText('[{"number":"藏医保〔2026〕1号","from":"2026-05-08","title":"办法"}]')).toBe(
      '藏医保〔2026〕1号《办法》，2026-05-08 起',
    );
    expect(
      ['grade/C/D', 'score/moved', 'service-stop/ended', 'published-result/changed'].map(policyEffectText),
    ).toEqual(['等级 C → D', '得分：变动', '停止医保服务：解除', '已发布的结果：变动']);
    expect(effectText('suspension.mode four-eyes from 2027-01-01')).toBe(
      '参数 suspension.mode 调整为“由第二人放行”，自 2027-01-01 起',
    );
  });
});
