import { describe, expect, it } from 'vitest';
import { answerOf } from '../../../../functions/follow-run/follow-run.ts';
import type { Run } from '../../../../lib/feeds/run.ts';
import { csvOf, utf8 } from '../../../support/feed-file.ts';

const header = ['主体类别', '标识类型', '标识', '名称'];
const rowOf = (number: number, padding: string): string[] => [
  'x',
  'y',
  String(number),
  `${number}${padding}`,
];

/** A run all of whose rows were refused. */
function refusedRun(rows: number, padding = '') {
  const bytes = utf8(
    csvOf([header, ...Array.from({ length: rows }, (_, index) => rowOf(index + 1, padding))]),
  );
  const deps = {
    bucket: {
      size: async () => bytes.length,
      async *read() {
        yield bytes;
      },
    },
    quarantine: {
      async *findings() {
        for (let row = 2; row <= rows + 1; row++) yield { row, findings: [{ code: 'missing-value' }] };
      },
    },
  } as never;
  const run = { runId: '01RUN00000000000000000000A', status: 'completed', source: 'registry' } as Run;
  return { run, deps };
}

/** All pages of the answer, and the rows in them. */
async function pagesOf(rows: number, padding?: string) {
  const { run, deps } = refusedRun(rows, padding);
  const bodies: Uint8Array[] = [];
  let after: string | undefined;
  do {
    const { headers, body } = await answerOf(run, after, deps);
    bodies.push(body as Uint8Array);
    after = headers?.['next-after'];
  } while (after);
  const lines = bodies.flatMap((body) => new TextDecoder().decode(body).trim().split('\r\n').slice(1));
  return { bodies, numbers: lines.map((line) => Number(line.split(',')[2])) };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('the answer file of a run', () => {
  it('is one file as long as there is room', async () => {
    const { bodies, numbers } = await pagesOf(50);
    expect(bodies).toHaveLength(1);
    expect(numbers).toEqual(upTo(50));
  });

  it.each([
    ['of many rows', 21_000, ''],
    ['of large rows', 110, '长'.repeat(20_000)],
  ])(
    '%s comes in pages that a function can answer, whole and without repetition',
    async (_, rows, padding) => {
      const { bodies, numbers } = await pagesOf(rows, padding);
      expect(bodies.length).toBeGreaterThan(1);
      for (const body of bodies) expect(Buffer.from(body).toString('base64').length).toBeLessThan(6_000_000);
      expect(numbers).toEqual(upTo(rows));
    },
  );

  it('refuses a row that is no number', async () => {
    const { run, deps } = refusedRun(1);
    await expect(answerOf(run, 'x', deps)).rejects.toThrow('invalid-cursor');
  });
});
