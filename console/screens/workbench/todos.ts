import type { AnswerOf } from '../../api/operation-types.ts';
import { caseKindNames, dueNames } from '../../words/cases.ts';
import { reviewKindNames } from '../../words/codes.ts';
import { receiverNames } from '../../words/receivers.ts';
import { sourceNames } from '../../words/sources.ts';
import { daysSince, dayText, distanceText } from '../../words/times.ts';
import { waitingTitle } from '../../words/waiting.ts';

/** `overdue` goes before `blocked`, and both before what only waits. */
export type Urgency = 'overdue' | 'blocked' | 'waiting';

export interface Todo {
  readonly urgency: Urgency;
  readonly title: string;
  readonly detail: string;
  readonly count: number;
  /** What is counted; without it, things. */
  readonly unit?: '天';
  readonly to: string;
}

const order: readonly Urgency[] = ['overdue', 'blocked', 'waiting'];

export const sorted = (todos: readonly Todo[]): Todo[] =>
  [...todos].sort((a, b) => order.indexOf(a.urgency) - order.indexOf(b.urgency) || b.count - a.count);

type Runs = AnswerOf<'GET /v1/feeds/runs'>['runs'];

export function ofRuns(runs: Runs, status: 'held' | 'failed', now: Date): Todo[] {
  const recent = runs.filter(({ startedAt }) => status === 'held' || daysSince(startedAt, now) < 7);
  const [oldest] = recent.slice(-1);
  if (!oldest) return [];
  const isHeld = status === 'held';
  return [
    {
      urgency: 'blocked',
      title: isHeld ? '批次待放行' : '近七日未能读取的文件',
      detail: `${sourceNames[oldest.source]}：${oldest.file.name ?? '未命名'}，${distanceText(oldest.startedAt, now)}`,
      count: recent.length,
      to: recent.length === 1 ? `/runs/${oldest.runId}` : `/runs?status=${status}`,
    },
  ];
}

export const ofSources = ({ sources }: AnswerOf<'GET /v1/sources'>, now: Date): Todo[] =>
  sources.flatMap(({ source, quietSince, lastArrivalAt, rhythmDays, pulls }): Todo[] => [
    ...(quietSince
      ? [
          {
            urgency: 'overdue' as const,
            title: `${sourceNames[source]}逾期未报送`,
            detail: `约定每 ${rhythmDays} 天一次，最近一次 ${distanceText(lastArrivalAt, now)}`,
            count: daysSince(quietSince, now),
            unit: '天' as const,
            to: `/runs?source=${source}`,
          },
        ]
      : []),
    ...pulls
      .filter(({ state }) => state === 'failing' || state === 'stopped')
      .map(({ name, failures, explanation }) => ({
        urgency: 'blocked' as const,
        title: `${sourceNames[source]}拉取失败（${name}）`,
        detail: explanation ?? '',
        count: failures,
        to: `/runs?source=${source}`,
      })),
  ]);

const reasonsShown = 3;

/** Rows and removals by source, with the most frequent reasons; decisions of no subject of ours are no work. */
export function ofWaiting({ counts }: AnswerOf<'GET /v1/quarantine/counts'>, now: Date): Todo[] {
  const work = counts.filter(({ kind }) => kind !== 'unmatched').sort((a, b) => b.waiting - a.waiting);
  return [...new Set(work.map(({ source }) => source))].map((source) => {
    const of = work.filter((one) => one.source === source);
    const [most] = of;
    const [oldest] = of.map((one) => one.oldest).sort();
    const reasons = of.slice(0, reasonsShown).map((one) => `${waitingTitle(one.reason)} ${one.waiting}`);
    return {
      urgency: 'waiting',
      title: `待人工：${sourceNames[source]}`,
      detail: `${reasons.join('，')}${of.length > reasonsShown ? '等' : ''}；最早一件 ${distanceText(oldest, now)}`,
      count: of.reduce((sum, { waiting }) => sum + waiting, 0),
      to: `/waiting?source=${source}&reason=${most?.reason ?? ''}`,
    };
  });
}

export function ofReviews({ reviews }: AnswerOf<'GET /v1/reviews'>, now: Date): Todo[] {
  const kinds = [...new Set(reviews.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const of = reviews.filter((one) => one.kind === kind);
    const [first] = of.flatMap(({ until }) => until ?? []).sort();
    const isLate = first !== undefined && Date.parse(first) < now.getTime();
    return {
      urgency: isLate ? 'overdue' : 'waiting',
      title: `待复核：${reviewKindNames[kind]}`,
      detail: first ? `最早到期 ${distanceText(first, now)}` : '没有期限',
      count: of.length,
      to: `/reviews?kind=${kind}`,
    };
  });
}

/** What a receiver refused for good, and what it does not take just now. Deliveries under way are no work. */
export const ofDeliveries = ({ receivers, cut }: AnswerOf<'GET /v1/deliveries/counts'>, now: Date): Todo[] =>
  receivers.flatMap(({ receiver, breaker, givenUp, pending, oldestPending }): Todo[] => [
    ...(givenUp > 0
      ? [
          {
            urgency: 'blocked' as const,
            title: `推送已停止重试：${receiverNames[receiver]}`,
            detail: cut.includes('given-up') ? '不止所列件数' : '须查明拒收原因后重新推送',
            count: givenUp,
            to: `/deliveries?receiver=${receiver}&state=given-up`,
          },
        ]
      : []),
    ...(breaker.state === 'open'
      ? [
          {
            urgency: 'blocked' as const,
            title: `${receiverNames[receiver]}没有应答`,
            detail: `连续 ${breaker.failures} 次；最早一件等待始于 ${distanceText(oldestPending, now)}`,
            count: pending,
            to: `/deliveries?receiver=${receiver}&state=pending`,
          },
        ]
      : []),
  ]);

/** Objections and repairs: what is overdue, what is due within three days, and the rest. */
export function ofCases({ deadlines, next }: AnswerOf<'GET /v1/deadlines'>, now: Date): Todo[] {
  const soonUntil = dayText(new Date(now.getTime() + 3 * 86_400_000));
  const overdue = deadlines.filter(({ isOverdue }) => isOverdue);
  const soon = deadlines.filter(({ isOverdue, on }) => !isOverdue && on <= soonUntil);
  const later = deadlines.length - overdue.length - soon.length;
  const of = (title: string, some: typeof deadlines, urgency: Urgency, to: string): Todo[] => {
    const [first] = some;
    if (!first) return [];
    const detail = `最早一件 ${first.on}，${caseKindNames[first.kind]}，${dueNames[first.what]}`;
    return [{ urgency, title, detail, count: some.length, to }];
  };
  return [
    ...of('异议与修复已逾期', overdue, 'overdue', '/cases?due=overdue'),
    ...of('异议与修复三日内到期', soon, 'waiting', '/cases'),
    ...(later > 0
      ? [
          {
            urgency: 'waiting' as const,
            title: '异议与修复在办',
            detail: next ? '不止所列件数' : '三日内不到期',
            count: later,
            to: '/cases',
          },
        ]
      : []),
  ];
}
