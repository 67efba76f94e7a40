import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Template } from '../../../../lib/feeds/feed.ts';
import { fullListsOf } from '../../../../lib/feeds/full-lists.ts';
import { listOf } from '../../../../lib/feeds/list.ts';
import { matchTemplate } from '../../../../lib/feeds/match-template.ts';
import { createRowReader } from '../../../../lib/feeds/row-reader.ts';
import { agreedSettingsOf } from '../../../../lib/feeds/settings.ts';
import { feeds } from '../../../../lib/feeds/sources.ts';
import { sources } from '../../../../lib/shared/source.ts';
import { candidateRecord, feedRecord } from '../../../../schemas/record.ts';
import { today } from '../../../support/feed-file.ts';

const everyTemplate = sources.flatMap((source) =>
  feeds[source].templates.map((template) => ({ source, template, name: template.name })),
);

/** A header of the template: its official names, the last spelling of each, or only the required columns. */
const headerOf = ({ columns }: Template, which: 'first' | 'last' | 'required'): string[] => [
  ...new Set(
    Object.values(columns)
      .filter((column) => which !== 'required' || column.required)
      .map(({ names }) => names.at(which === 'last' ? -1 : 0) ?? ''),
  ),
];

describe.each(everyTemplate)('the template $name of $source', ({ source, template }) => {
  it.each(['first', 'last', 'required'] as const)('is found by its header of %s names', (which) => {
    expect(matchTemplate(feeds[source], headerOf(template, which), [])).toMatchObject({
      kind: 'matched',
      template: { name: template.name },
    });
  });

  it('is among the full lists of its source exactly if it is one', () => {
    const isAmong = fullListsOf(source).includes(listOf(source, template.name));
    expect(isAmong).toBe(template.isSnapshot === true);
  });

  it('ignores no column that it reads', () => {
    const read = new Set(Object.values(template.columns).flatMap(({ names }) => names));
    expect(template.ignores.filter((name) => read.has(name))).toEqual([]);
  });

  /** Contents of a cell from valid to hostile. The long ones must not appear in a finding. */
  const cell = fc.oneof(
    fc.constantFrom('', '91540100MA6T1000XP', '540102198503120013', '5401021985****0013', 'MA6T1000-X'),
    fc.constantFrom('2026-05-22', '2026年5月1日', '45992', '1779206400000', '长期', '20260101', '9.13E+17'),
    fc.constantFrom(
      '0',
      '1',
      '2',
      '3',
      '罚款',
      '警告',
      '身份证',
      '自然人',
      '撤销',
      '正常',
      '移出',
      '在职',
      '统一社会信用代码',
    ),
    fc.constantFrom('-2', '2万元', '20000元', '药店', '护士', 'ph.fine', 'H54010200001', '\u200B', "'=1+1"),
    fc.string({ minLength: 12, maxLength: 40, unit: 'grapheme' }),
  );
  const names = Object.keys(template.columns);

  it('reads every row, or says why not without repeating its content', () => {
    const places = new Map(names.map((name, index) => [name, { index, name: `列${index}` }]));
    const context = { today, settings: agreedSettingsOf(source), checkFinding: () => undefined };
    const rows = fc.array(cell, { minLength: names.length, maxLength: names.length });
    fc.assert(
      fc.property(rows, (cells) => {
        const row = createRowReader<string>(cells, places);
        const found = template.read(row, context);
        const findings = found?.type === 'unidentified' ? [found.finding, ...row.findings] : row.findings;
        if (findings.length === 0) return feedRecord.safeParse(found).success;
        const isSound = found?.type !== 'unidentified' || candidateRecord.safeParse(found.candidate).success;
        const repeats = findings.some(({ message }) =>
          cells.some((text) => text.trim().length >= 9 && message.includes(text.trim())),
        );
        return (
          isSound &&
          !repeats &&
          findings.every(({ message }) => message.endsWith('.') || message.includes('?'))
        );
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});

it('every source has an expected interval in its settings', () => {
  const intervals = sources.map((source) => [source, agreedSettingsOf(source).expectedIntervalDays] as const);
  expect(intervals.filter(([, days]) => !(days > 0))).toEqual([]);
  expect(Object.fromEntries(intervals)).toMatchObject({
    'market-supervision': 10,
    'health-commission': 10,
    'medical-insurance': 35,
    court: 7,
    'credit-platform': 35,
    'discipline-inspection': 100,
    registry: 35,
  });
});
