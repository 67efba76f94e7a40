import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunView } from '../../infra/cli/client.ts';
import type { Source } from '../../lib/shared/source.ts';
import { type Connector, startConnector } from '../support/connector.ts';

const folder = join(import.meta.dirname, '../../docs/samples');
const pharmacy = { scheme: 'uscc', id: '91540100MA6T1000XP' } as const;
let connector: Connector;

const send = (source: Source): Promise<RunView> =>
  connector.submit(source, readFileSync(join(folder, `${source}.csv`)));

beforeAll(async () => {
  connector = await startConnector();
});
afterAll(() => connector.stop());

it('the sample files come to the counts, the grade and the reasons that the README shows', async () => {
  expect(await send('registry')).toMatchObject({
    status: 'completed',
    received: 5,
    accepted: 4,
    quarantined: 1,
  });
  const run = await send('market-supervision');
  const counts = { received: 5, accepted: 2, duplicates: 1, unmatched: 1, quarantined: 1 };
  expect(run).toMatchObject({ status: 'completed', file: { template: 'penalties-legal-person' }, ...counts });
  const answer = await fetch(`${connector.apiUrl}/v1/feeds/runs/${run.runId}/answer`, {
    headers: { authorization: `Bearer ${await connector.token('local-sender')}` },
  });
  expect(await answer.text()).toContain(',6,处罚决定日期,not-a-date,');
  expect(await connector.grade(pharmacy, 'procurement')).not.toHaveProperty('score');
  expect(await connector.grade(pharmacy)).toMatchObject({
    grade: 'B',
    score: '89.00',
    reasons: [
      {
        indicator: 'ph.penalty-warning-fine',
        documents: [{ document: '藏市监处罚〔2026〕12号', lost: '1' }],
      },
      { indicator: 'ph.licence-withheld', documents: [{ document: '藏市监处罚〔2026〕57号', lost: '10' }] },
    ],
  });
});
