import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../../../infra/cli/score.ts');
const score = (input: string | Buffer): { status: number | null; results: Record<string, unknown>[] } => {
  const { status, stdout } = spawnSync(process.execPath, [script, '-'], { input });
  const results = String(stdout)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { status, results };
};
const survey = (ref: string, value: string): string =>
  `{"ref":"${ref}","category":"pharmacy","cycle":2025,"evidence":[{"indicator":"ph.satisfaction","value":"${value}"}],"peers":{"ph.satisfaction":{"min":"0","max":"100"}}}`;

describe('the score command', () => {
  it('answers each line in order, whatever separators of lines a text holds', () => {
    const { status, results } = score(`${survey('a\u2028b', '50')}\r\n\n${survey('c', '50')}`);
    expect(status).toBe(0);
    expect(results.map(({ ref }) => ref)).toEqual(['a\u2028b', 'c']);
  });

  it('takes decimals of any length exactly', () => {
    const { results } = score(survey('a', '33.333333333333333333333333'));
    expect(results[0]).toMatchObject({ score: '97.33', grade: 'A' });
  });

  it('goes on after a line that is no case, and says so in its exit code', () => {
    const bytes = Buffer.concat([Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from(survey('a', '100'))]);
    const { status, results } = score(bytes);
    expect(status).toBe(1);
    expect(results).toMatchObject([{ error: { code: 'invalid-case' } }, { ref: 'a', score: '100.00' }]);
  });

  it('shows the three levels of an indicator, its condition, and measures as the text has them', () => {
    const { results } = score(
      '{"ref":"h","category":"medical-institution","cycle":2025,"evidence":[{"indicator":"mi.blacklisted"}],"previousGrades":["E"]}',
    );
    const [{ lines, measures } = {}] = results as { lines: object[]; measures: string[] }[];
    expect(lines).toContainEqual(
      expect.objectContaining({
        indicator: 'mi.identity-check',
        levels: ['协议履行', '医疗管理', '身份识别'],
        condition: expect.stringContaining('造成医保基金损失'),
      }),
    );
    expect(measures).toContain('可以进行责任约谈，督促其停止失信行为并立即整改');
    expect(measures?.at(-1)).toContain('可以由经办机构解除服务协议');
  });
});
