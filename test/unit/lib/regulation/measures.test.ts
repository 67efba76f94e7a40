import { describe, expect, it } from 'vitest';
import { measuresOf, measuresOnSheet } from '../../../../lib/regulation/measures.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';
import { gradedCategories } from '../../../../lib/shared/category.ts';
import { grades } from '../../../../lib/shared/grade.ts';

const every = gradedCategories.flatMap((category) =>
  grades.flatMap((grade) => measuresOf(category, grade, ['E'])),
);
const wordings = (...given: Parameters<typeof measuresOf>): string[] =>
  measuresOf(...given).map(({ wording }) => wording);

describe('measures as they are shown', () => {
  it('are permitted by the text, and say so (第二十二条至第二十六条：可给予、可以给予、可以采取)', () => {
    for (const { modality, wording } of every) {
      expect(modality, wording).toBe('may');
      expect(wording).toContain('可以');
    }
  });

  it('command nothing that the text does not command', () => {
    for (const { wording } of every) expect(wording).not.toMatch(/责令|应当|必须/);
  });

  it('urge an institution at E, as 第二十六条第一项 does (督促)', () => {
    expect(wordings('pharmacy', 'E')).toContain('可以进行责任约谈，督促其停止失信行为并立即整改');
  });

  it('name the term of a settlement suspension (第二十六条第三项)', () => {
    expect(wordings('insured-person', 'E')).toContain('可以暂停医保费用联网结算3至12个月');
  });

  it('keep the conditions and the 酌情 and 适当 of the text', () => {
    expect(wordings('nurse', 'C')).toEqual(
      expect.arrayContaining([
        '可以酌情暂停其涉及医保基金使用的医药服务',
        '属于医保专家库成员的，可以取消其专家资格',
      ]),
    );
    expect(wordings('medical-institution', 'D')).toContain(
      '可以列入重点监控和监督检查对象，适当增加日常监督频次，作为重点抽查对象',
    );
    expect(wordings('medical-institution', 'A')).toContain('可以优先偿付质量保证金');
  });

  it('end the agreement of a medical institution at E twice running, and of no pharmacy', () => {
    expect(measuresOf('medical-institution', 'E', ['E']).at(-1)?.code).toBe('agreement-termination');
    expect(measuresOf('pharmacy', 'E', ['E']).map(({ code }) => code)).not.toContain('agreement-termination');
  });
});

describe('measures on score sheets', () => {
  it('keep the words of their day, so that a sheet can be worked out again to the byte', () => {
    const sheet = scoreCase(
      { category: 'pharmacy', cycle: 2027, evidence: [{ indicator: 'ph.blacklisted' }] },
      { mode: 'annual' },
    );
    expect(sheet.ok && sheet.value.measures).toContainEqual({
      code: 'responsibility-talk',
      article: '第二十六条',
      paragraph: '第一项',
      wording: '责任约谈，责令停止失信行为并立即整改',
    });
  });

  it('of the cycles from 2028 on have the words of the second reading', () => {
    expect(measuresOnSheet('pharmacy', 'E', { cycle: 2028 })).toEqual(measuresOf('pharmacy', 'E'));
  });

  it('have the same codes in both readings', () => {
    for (const category of gradedCategories)
      for (const grade of grades) {
        const codes = [2027, 2028].map((cycle) =>
          measuresOnSheet(category, grade, { cycle, previousGrades: ['E'] }).map(({ code }) => code),
        );
        expect(codes[0]).toEqual(codes[1]);
      }
  });
});
