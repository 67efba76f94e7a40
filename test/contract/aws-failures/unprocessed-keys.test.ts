import { BatchGetItemCommand, type BatchGetItemCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openTable } from '../../../lib/store/table.ts';

/** DynamoDB processes as many keys as it has capacity for. The embedded engine always processes all of them. */
const aws = mockClient(DynamoDBClient);
const pauses: number[] = [];
const table = openTable('table', new DynamoDBClient({ region: 'local-1' }), async (milliseconds) => {
  pauses.push(milliseconds);
});
const keys = Array.from({ length: 250 }, (_, at) => ({ pk: `P#${at}`, sk: 'FILE#doctor' }));

beforeEach(() => {
  aws.reset();
  pauses.length = 0;
});

/** Processes the first keys of each request. */
function answersFor(share: (asked: number) => number): void {
  aws.on(BatchGetItemCommand).callsFake(({ RequestItems }: BatchGetItemCommandInput) => {
    const asked = RequestItems?.['table']?.Keys ?? [];
    const count = share(asked.length);
    return {
      Responses: { table: asked.slice(0, count).map(({ pk }) => ({ pk })) },
      UnprocessedKeys: asked.length > count ? { table: { Keys: asked.slice(count) } } : {},
    };
  });
}

describe('unprocessed keys', () => {
  it('are requested again after a pause, until all are processed', async () => {
    answersFor((asked) => Math.ceil(asked / 2));
    expect(await table.existing(keys)).toEqual(new Set(keys.map(({ pk }) => pk)));
    expect(pauses.length).toBeGreaterThan(0);
    expect(new Set(pauses)).toEqual(new Set([50]));
  });

  it('are requested after growing pauses while none is processed', async () => {
    let requests = 0;
    answersFor((asked) => (++requests % 5 === 0 ? asked : 0));
    expect((await table.existing(keys.slice(0, 150))).size).toBe(150);
    expect(pauses).toEqual([50, 100, 200, 400, 50, 100, 200, 400]);
  });

  it('are a retryable fault when none is processed within three seconds', async () => {
    answersFor(() => 0);
    await expect(table.existing(keys)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    expect(aws.commandCalls(BatchGetItemCommand)).toHaveLength(7);
    expect(pauses.reduce((sum, one) => sum + one, 0)).toBe(3150);
  });

  it('cause no pause when there are none', async () => {
    answersFor((asked) => asked);
    expect((await table.existing(keys)).size).toBe(250);
    expect(pauses).toEqual([]);
    expect(aws.commandCalls(BatchGetItemCommand)).toHaveLength(3);
  });
});
