import { expect, it } from 'vitest';
import { decisionsBehind } from '../../../../functions/trace-record/rows.ts';
import { findingFact, folderOf } from '../../../support/facts.ts';

it('a trace of more decisions than an answer can hold shows the first and says how many there are', async () => {
  const facts = Array.from({ length: 320 }, (_, number) =>
    findingFact(number, 'pharmacy', { kind: 'finding', indicator: 'ph.rectification' } as never),
  );
  const causes = facts.map(({ key }) => ({ lost: '1', fact: key }));
  const unknown: string[] = [];
  const folders = { readFolder: async () => folderOf(facts) };
  const decisions = await decisionsBehind(causes, folderOf(facts), { folders, unknown });
  expect(decisions).toHaveLength(300);
  expect(unknown).toEqual([expect.stringContaining('rests on 320 decisions')]);
});
