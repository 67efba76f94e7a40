import { expect, it } from 'vitest';
import { countSources } from '../../../../functions/show-insight/count-sources.ts';
import { noCounts } from '../../../../lib/feeds/run.ts';
import { day } from '../../../../lib/shared/day.ts';
import type { RunLine } from '../../../../lib/store/run-activity.ts';

it('the rows of a run that failed half-way are those its pages counted since', async () => {
  const on = day('2026-06-30');
  const line = (runId: string, status: RunLine['status'], received: number): RunLine => ({
    runId,
    source: 'court',
    startedOn: on,
    status,
    counts: { ...noCounts, received, accepted: received },
  });
  const lines = [line('1', 'completed', 3), line('2', 'failed', 0), line('3', 'completed', 4)];
  const counted = await countSources(
    { from: on, to: on },
    {
      activity: { read: async (_, visit) => lines.forEach((one) => void visit(one)) },
      runs: { counts: async () => ({ ...noCounts, received: 50, quarantined: 50 }) },
    },
  );
  expect(counted).toEqual([
    {
      day: on,
      source: 'court',
      ...noCounts,
      completed: 2,
      failed: 1,
      received: 57,
      accepted: 7,
      quarantined: 50,
    },
  ]);
});
