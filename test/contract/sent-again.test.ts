import { afterAll, beforeAll, expect, it } from 'vitest';
import { replaceRepeated } from '../../functions/keep-records/replace-repeated.ts';
import { resolveMended } from '../../functions/keep-records/resolve-mended.ts';
import type { Envelope, Kept } from '../../lib/application/intake/sort-rows.ts';
import { findingAwaitsConfirmation } from '../../lib/application/quarantine/awaits-confirmation.ts';
import { sealRow } from '../../lib/application/quarantine/row-content.ts';
import type { QuarantinedRow } from '../../lib/feeds/quarantine.ts';
import { createMatchStore } from '../../lib/store/list-store.ts';
import { createQuarantineStore } from '../../lib/store/quarantine-store.ts';
import type { RowReading } from '../../schemas/record.ts';
import { openIntake } from '../support/intake.ts';
import { openTestTable, type TestTable } from '../support/test-table.ts';

/** A row that is sent again and is still wrong waits once, on a real DynamoDB API. */
let real: TestTable;
beforeAll(async () => {
  real = await openTestTable();
});
afterAll(() => real.close());

let runs = 0;
const newRun = (): string => `RUN${String(++runs).padStart(23, '0')}`;
const wrongDay = { code: 'not-a-date', message: 'm' } as const;

function open() {
  const deps = {
    ...openIntake(real.table),
    quarantine: createQuarantineStore(real.table),
    matches: createMatchStore(real.table),
  };
  const envelopeOf = (runId: string, by: string): Envelope => ({
    runId,
    batch: 0,
    isLast: true,
    source: 'registry',
    by,
    fileSha256: 'sha',
    receivedAt: '2026-06-01T02:00:00Z',
  });
  const kept = (row: number, name: string, more: object = {}): Extract<Kept, { kind: 'quarantined' }> => ({
    kind: 'quarantined',
    row,
    findings: [wrongDay],
    template: 'registry',
    content: { cells: { 主体类别: '药店', 标识类型: 'uscc', 标识: 'x', 名称: name } },
    ...more,
  });
  /** Stores the rows of a run and takes their places, as `keepBatch` does. */
  const send = async (runId: string, outcomes: ReturnType<typeof kept>[], by = 'bureau'): Promise<void> => {
    const envelope = envelopeOf(runId, by);
    await deps.quarantine.add(
      outcomes.map(
        ({ row, findings, content = {}, template = '' }): QuarantinedRow => ({
          ...{ runId, row, batch: 0, source: 'registry', template, by, fileSha256: 'sha', findings },
          receivedAt: envelope.receivedAt,
          content: sealRow(deps.vault, { runId, row }, content),
          state: 'waiting',
          decisions: [],
          revision: 1,
        }),
      ),
    );
    await replaceRepeated(outcomes, envelope, deps);
  };
  const answer = (runId: string, readings: RowReading[], outcomes: Kept[], by = 'bureau'): Promise<void> =>
    resolveMended({ readings, outcomes }, envelopeOf(runId, by), deps);
  const stateOf = async (runId: string, row = 1) => {
    const read = await deps.quarantine.read(runId, row);
    return [read?.state, ...(read?.decisions ?? []).map(({ kind }) => kind)].join(' ');
  };
  return { ...deps, kept, send, answer, stateOf };
}

/** Each test has names of its own: the places of a text are of the whole table. */
let names = 0;
const newName = (): string => `藏药店${++names}`;

it('the row of the latest run takes the place of the earlier one, and twice changes nothing', async () => {
  const { send, kept, stateOf, quarantine } = open();
  const [name, first, second, third] = [newName(), newRun(), newRun(), newRun()];
  await send(first, [kept(1, name)]);
  // Marks of programs, row numbers and remarks of an answer make no other row of it.
  const sentBack = { 行号: '1', 标识: 'x', 主体类别: '药店', 标识类型: 'uscc', 名称: ` '${name}`, 说明: 'm' };
  await send(second, [kept(7, name, { content: { cells: sentBack } })]);
  await send(third, [kept(1, name)]);
  await send(third, [kept(1, name)]);
  await send(first, [kept(1, name)]);
  expect([await stateOf(first), await stateOf(second, 7), await stateOf(third)]).toEqual([
    'dismissed replaced',
    'dismissed replaced',
    'waiting',
  ]);
  expect(await Array.fromAsync(quarantine.findings(first))).toEqual([]);
  expect(await Array.fromAsync(quarantine.findings(third))).toHaveLength(1);
});

it('the later one waits also when its batch comes first', async () => {
  const { send, kept, stateOf } = open();
  const [name, first, second] = [newName(), newRun(), newRun()];
  await send(second, [kept(1, name)]);
  await send(first, [kept(1, name)]);
  expect([await stateOf(first), await stateOf(second)]).toEqual(['dismissed replaced', 'waiting']);
});

it('another row, another agency, the same run and a row that was decided are left alone', async () => {
  const { send, kept, stateOf, quarantine } = open();
  const [name, first, second, other] = [newName(), newRun(), newRun(), newRun()];
  await send(first, [kept(1, name), kept(2, name), kept(3, newName())]);
  await send(other, [kept(1, name)], 'another bureau');
  for (const row of [1, 2, 3]) expect(await stateOf(first, row)).toBe('waiting');
  const decided = await quarantine.read(first, 1);
  if (decided) await quarantine.replace({ ...decided, state: 'corrected' });
  await send(second, [kept(1, name)]);
  expect([await stateOf(first), await stateOf(second), await stateOf(other)]).toEqual([
    'corrected',
    'waiting',
    'waiting',
  ]);
});

it('a row that waits for a second officer keeps its place', async () => {
  const { send, kept, stateOf, answer } = open();
  const [first, second] = [newRun(), newRun()];
  await send(first, [kept(1, newName(), { findings: [findingAwaitsConfirmation] })]);
  const later = kept(1, newName());
  const { template = '', findings } = later;
  await answer(
    second,
    [{ kind: 'quarantined', row: 1, template, findings: [...findings], cells: {}, mends: `${first}.1` }],
    [later],
  );
  expect(await stateOf(first)).toBe('waiting');
});

it('a row of an answer that is still wrong waits in place of its original; the right one then ends its waiting', async () => {
  const { send, kept, stateOf, answer } = open();
  const [first, second, third] = [newRun(), newRun(), newRun()];
  await send(first, [kept(4, newName())]);
  const stillWrong = kept(1, newName());
  await send(second, [stillWrong]);
  const reading = (mends: string): RowReading => ({
    kind: 'quarantined',
    row: 1,
    template: 'registry',
    findings: [wrongDay],
    cells: {},
    mends,
  });
  // Neither an agency that did not send the row nor a row of the same run ends its waiting.
  await answer(second, [reading(`${first}.4`)], [stillWrong], 'another bureau');
  await answer(second, [reading(`${second}.1`)], [stillWrong]);
  expect([await stateOf(first, 4), await stateOf(second)]).toEqual(['waiting', 'waiting']);
  await answer(second, [reading(`${first}.4`)], [stillWrong]);
  expect([await stateOf(first, 4), await stateOf(second)]).toEqual(['dismissed replaced', 'waiting']);
  // The sender corrects the answer of the first run, not that of the second.
  const right = { kind: 'record', row: 1, record: {}, mends: `${first}.4` } as RowReading;
  await answer(third, [right], [{ kind: 'accepted', row: 1 }]);
  expect([await stateOf(first, 4), await stateOf(second)]).toEqual([
    'dismissed replaced',
    'dismissed mended',
  ]);
});
