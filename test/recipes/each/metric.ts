import type { Recipe } from '../recipe.ts';

/** Records that expired because their subject never came are counted; many in a day wake somebody. */
export const metric: Recipe = {
  title: 'a metric with its alarm',
  folder: 'metric',
  edits: [
    {
      file: 'lib/runtime/metrics.ts',
      at: `  'ValuesUnreadable',\n`,
      put: 'after',
      text: `  'RecordsExpired',\n`,
    },
    {
      file: 'functions/sweep/expire-unmatched.ts',
      at: `  if (expired > 0) runtime.log.info('records.expired', { expired });\n`,
      put: 'after',
      text: `  if (expired > 0) runtime.metrics.add('RecordsExpired', expired);\n`,
    },
    {
      file: 'infra/alarms.ts',
      at: `  OutboxAgeSeconds: [`,
      put: 'before',
      text: `  RecordsExpired: [{ by: 'sweep', from: 50, minutes: 60, statistic: 'Sum', heading: 'records-expired' }],\n`,
    },
    {
      file: 'docs/operations/runbook.md',
      at: `### outbox-old\n`,
      put: 'before',
      text: `### records-expired

**Sounds when** 50 records expired within an hour: their subjects have not come in three years.

**Do**: compare \`GET /v1/unmatched\` with the registry. A whole group of subjects may be missing from it.

`,
    },
  ],
  concerns: ['test/unit/infra/system.test.ts'],
};
