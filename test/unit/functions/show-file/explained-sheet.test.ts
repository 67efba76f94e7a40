import { describe, expect, it } from 'vitest';
import { explainedSheet } from '../../../../functions/show-file/explained-sheet.ts';
import type { SheetBody } from '../../../../lib/credit-file/projection/sheet-body.ts';
import { scoreCase } from '../../../../lib/scoring/index.ts';

const stored = (): SheetBody => {
  const scored = scoreCase(
    { category: 'medical-institution', cycle: 2026, evidence: [{ indicator: 'mi.blacklisted' }] },
    { mode: 'interim' },
  );
  if (!scored.ok) throw new Error(scored.error.message);
  return { version: 1, previous: null, evaluatedOn: '2026-06-01', state: 'interim', sheet: scored.value };
};

type Shown = { sheet: { lines: object[]; measures: object[]; grade: string } };

describe('a sheet as it is shown', () => {
  it('has the three levels of each line (第十七条) and the condition of 身份识别 (附件6)', () => {
    const { sheet } = explainedSheet(stored()) as Shown;
    expect(sheet.lines).toContainEqual(
      expect.objectContaining({
        indicator: 'mi.identity-check',
        levels: ['协议履行', '医疗管理', '身份识别'],
        condition: expect.stringContaining('造成医保基金损失'),
      }),
    );
    expect(sheet.lines.every((line) => 'levels' in line)).toBe(true);
  });

  it('has measures in the words of today, also a sheet stored with the earlier ones', () => {
    expect(JSON.stringify(stored())).toContain('责令');
    const { sheet } = explainedSheet(stored()) as Shown;
    expect(sheet.measures).toContainEqual({
      code: 'responsibility-talk',
      article: '第二十六条',
      paragraph: '第一项',
      modality: 'may',
      wording: '可以进行责任约谈，督促其停止失信行为并立即整改',
    });
    expect(JSON.stringify(sheet)).not.toContain('责令');
  });

  it('leaves everything else of the stored sheet, and the sheet itself, as they were', () => {
    const body = stored();
    const before = JSON.stringify(body);
    const { sheet, ...rest } = explainedSheet(body) as Shown & Record<string, unknown>;
    expect({ ...rest, sheet: { ...sheet, lines: [], measures: [] } }).toEqual({
      ...body,
      sheet: { ...body.sheet, lines: [], measures: [] },
    });
    expect(JSON.stringify(body)).toBe(before);
  });

  it('of an earlier release may have no measures', () => {
    const { measures: _, ...sheet } = stored().sheet as SheetBody['sheet'] & { measures?: unknown };
    expect((explainedSheet({ ...stored(), sheet }) as Shown).sheet).not.toHaveProperty('measures');
  });
});
