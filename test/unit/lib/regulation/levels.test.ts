import { describe, expect, it } from 'vitest';
import { levelsOf } from '../../../../lib/regulation/tables/levels.ts';
import { notesOf } from '../../../../lib/regulation/tables/row-notes.ts';
import { indicatorCodes } from '../../../support/indicator-codes.ts';

describe('the levels of indicators (第十七条)', () => {
  it('are three for every row of annexes 6 to 11', () => {
    for (const code of indicatorCodes) {
      const levels = levelsOf(code);
      expect(levels, code).toHaveLength(3);
      expect(
        levels?.every((name) => name.length > 1),
        code,
      ).toBe(true);
    }
  });

  it.each([
    ['mi.invoices', ['协议履行', '财务管理', '票据管理']],
    ['mi.outpatient-average-cost', ['基金监管', '费用控制', '门诊次均费用']],
    ['ph.fine', ['基金监管', '费用处理', '罚款']],
    ['ph.training', ['自律管理', '管理体制', '医保培训']],
    ['pt.scope-mismatch', ['协议管理', '备案管理', '执业范围']],
    ['dr.assisted-fraud', ['违法违规', '违法违规处理', '协助套保']],
    ['nu.fraud-conviction', ['一票否决', '司法处理', '欺诈骗保']],
    ['ip.crime', ['一票否决', '司法处理', '犯罪行为']],
  ])('of %s are %j', (code, levels) => {
    expect(levelsOf(code)).toEqual(levels);
  });

  it('have 一票否决 as the first one of every row that vetoes', () => {
    const vetoes = ['mi.blacklisted', 'ph.agreement-terminated', 'pt.bribery', 'dr.disciplinary'];
    for (const code of vetoes) expect(levelsOf(code)?.[0], code).toBe('一票否决');
  });
});

describe('the condition of a row', () => {
  it('says that 身份识别 costs its weight only after a loss to the fund (附件6)', () => {
    expect(notesOf('mi.identity-check').condition).toContain('造成医保基金损失');
  });

  it('is stated for no other row', () => {
    const stated = indicatorCodes.filter((code) => notesOf(code).condition !== undefined);
    expect(stated).toEqual(['mi.identity-check']);
  });
});
