import { describe, expect, it } from 'vitest';
import { createAlarmBoard } from '../../../../infra/local/alarm-board.ts';

const start = Date.parse('2026-06-30T04:00:00Z');

function boardAt() {
  let now = start;
  const board = createAlarmBoard(() => new Date(now));
  const minutes = (count: number): void => {
    now += count * 60_000;
  };
  return { board, minutes, names: () => board.ringing().map(({ name }) => name) };
}

describe('the alarms of one machine', () => {
  it('ring from their threshold within their period, with the heading of the runbook, and then stop', () => {
    const { board, minutes, names } = boardAt();
    board.metric('deliver-settlement', 'BreakerOpen', 1);
    board.metric('deliver-settlement', 'BreakerOpen', 1);
    expect(names()).toEqual([]);
    board.metric('deliver-settlement', 'BreakerOpen', 1);
    expect(board.ringing()).toEqual([
      {
        name: 'BreakerOpen-deliver-settlement',
        heading: 'receiver-stopped',
        since: new Date(start).toISOString(),
      },
    ]);
    minutes(9);
    expect(board.ringing()[0]?.since).toBe(new Date(start).toISOString());
    minutes(7);
    expect(names()).not.toContain('BreakerOpen-deliver-settlement');
  });

  it('take the largest value where the alarm does, and not the sum', () => {
    const { board, names } = boardAt();
    board.metric('sweep', 'OutboxAgeSeconds', 500);
    board.metric('sweep', 'OutboxAgeSeconds', 500);
    expect(names()).toEqual([]);
    board.metric('sweep', 'OutboxAgeSeconds', 900);
    expect(names()).toEqual(['OutboxAgeSeconds-sweep']);
  });

  it('ring for calls that failed, dead letters, and a schedule that is not called', () => {
    const { board, minutes, names } = boardAt();
    for (let count = 0; count < 3; count++) board.call('answer-grades', 'failed');
    board.deadLetters('records', 2);
    expect(names()).toEqual(['records-dead', 'answer-grades-errors']);
    minutes(11);
    board.call('sweep', 'begun');
    expect(names()).toEqual(['anchor-ledger-silent']);
  });

  it('of a metric of another function do not ring', () => {
    const { board, names } = boardAt();
    board.metric('keep-records', 'BreakerOpen', 5);
    expect(names()).toEqual([]);
  });
});
