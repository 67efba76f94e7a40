import { expect, it } from 'vitest';
import { stagesFor } from '../../../console/screens/workbench/stages.ts';

it('at most three questions are asked at first, and all that a person may ask after them', () => {
  const { first, all } = stagesFor(
    new Set(['runs:read', 'quarantine:write', 'review:write', 'casework:write']),
  );
  expect([...first]).toEqual(['alarms', 'cases', 'reviews']);
  expect([...all]).toEqual(['alarms', 'cases', 'reviews', 'sources', 'held', 'failed', 'counts']);
  expect([...stagesFor(new Set(['policy:write'])).all]).toEqual(['alarms']);
});
