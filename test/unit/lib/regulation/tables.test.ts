import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../../../lib/regulation/indicator-table.ts';
import { scoreCase, tables } from '../../../../lib/scoring/index.ts';
import { ruleOf } from '../../../../lib/scoring/rules/index.ts';
import { tableDraft } from '../../../../schemas/indicator-table.ts';
import { indicatorCodes } from '../../../support/indicator-codes.ts';

const all = Object.values(tables).flat();
const byName = all.map((table) => [`${table.id} of ${table.version}`, table] as const);

describe.each(byName)('%s', (_name, table) => {
  const scored = table.indicators.filter(({ rule }) => rule.kind !== 'bonus' && rule.kind !== 'veto');

  it('has weights that sum to 100', () => {
    expect(scored.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  it('has bands without gap or overlap, the last one open', () => {
    for (const { code, rule } of table.indicators) {
      if (rule.kind !== 'banded') continue;
      const limits = rule.bands.map(({ upTo }) => upTo?.figure ?? Number.POSITIVE_INFINITY);
      expect(limits, code).toEqual([...limits].sort((a, b) => a - b));
      expect(new Set(limits).size, code).toBe(limits.length);
      expect(limits.at(-1), code).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('has rows that each can change the outcome', () => {
    const peers = Object.fromEntries(scored.map(({ code }) => [code, { min: '0', max: '100' }]));
    for (const row of table.indicators) {
      const figures = worst(row);
      const base = { category: table.category, cycle: 2025, tableVersion: table.version, peers };
      const without = scoreCase({ ...base, evidence: penalised(table.indicators, row) }, { mode: 'annual' });
      const withIt = scoreCase(
        { ...base, evidence: [...penalised(table.indicators, row), { indicator: row.code, ...figures }] },
        { mode: 'annual' },
      );
      if (!without.ok || !withIt.ok) throw new Error(`${row.code} cannot be scored`);
      const outcome = ({ value }: typeof without & { ok: true }) => `${value.score}/${value.vetoed}`;
      expect(outcome(withIt), row.code).not.toBe(outcome(without));
    }
  });

  it('could be tried as a draft: the schema of drafts knows every rule that is in force', () => {
    expect(tableDraft.parse(table)).toEqual(table);
  });

  it('cites its annex', () => {
    expect(table.citation).toContain(table.article);
  });

  it('names each code once', () => {
    const codes = table.indicators.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });
});

describe.each(Object.entries(tables))('the tables of %s', (category, versions) => {
  it('are versions in ascending order, the first one from the day of the regulation', () => {
    const days = versions.map(({ inForceFrom }) => inForceFrom);
    expect(days).toEqual([...new Set(days)].sort());
    expect(days[0]).toBe('2023-05-08');
    expect(versions.map(({ version }) => version)).toEqual(days);
  });

  it('ask for the same figures as the version before, so that older evidence can be scored', () => {
    const shapes = versions.map(
      ({ indicators }) => new Map(indicators.map(({ code, rule }) => [code, shapeOf(rule)])),
    );
    for (const [index, shape] of shapes.entries()) {
      for (const [code, { needs, may }] of shape) {
        const before = shapes[index - 1]?.get(code);
        if (before) expect({ code, needs, may }).toEqual({ code, needs: before.needs, may: before.may });
      }
    }
  });

  it('are all of this category', () => {
    expect(new Set(versions.map((table) => table.category))).toEqual(new Set([category]));
  });
});

it('every code of the regulation is in the tables of exactly one category', () => {
  const codes = Object.values(tables).flatMap((versions) => [
    ...new Set(versions.flatMap(({ indicators }) => indicators.map(({ code }) => code))),
  ]);
  expect([...codes].sort()).toEqual([...indicatorCodes].sort());
});

/** The figures that evidence of a rule must or may carry. */
const shapeOf = (rule: Indicator['rule']) => ruleOf(rule).shapeOf?.(rule) ?? {};

/** Takes points from another row first, because a bonus shows only below the cap. */
function penalised(rows: readonly Indicator[], row: Indicator) {
  const other = rows.find(({ code, rule }) => rule.kind.endsWith('per-case') && code !== row.code);
  return row.rule.kind === 'bonus' && other ? [{ indicator: other.code, count: 9 }] : [];
}

function worst({ rule }: Indicator): object {
  switch (rule.kind) {
    case 'amount-linear':
      return { amount: '99999' };
    case 'disclosure-level':
      return { level: 'none' };
    case 'peer-coefficient':
      return { value: rule.nothingWithoutValue ? '100' : rule.better === 'low' ? '100' : '0' };
    case 'banded':
      return rule.field === 'value' ? { value: '1' } : { [rule.field]: '9999' };
    default:
      return { count: 9 };
  }
}
