import { expect, it } from 'vitest';
import { answerPathOf, linesOf } from '../../../infra/cli/print-run.ts';

const finding = (row: number, code: string, column?: string) => ({
  row,
  code,
  title: code === 'not-a-date' ? '日期无法识别' : '未填写',
  explanation: '请更正。',
  ...(column && { column }),
});

it('each reason of a column is one line with its rows, the most frequent first', () => {
  const dates = Array.from({ length: 12 }, (_, index) => finding(index + 2, 'not-a-date', '处罚决定日期'));
  expect(linesOf([finding(30, 'value-missing'), ...dates])).toEqual([
    '  12 行：“处罚决定日期”列，日期无法识别（第 2、3、4、5、6、7、8、9、10、11 行等）',
    '    请更正。',
    '  1 行：未填写（第 30 行）',
    '    请更正。',
  ]);
});

it('an answer is saved beside its file, under the name of the file and the type of the answer', () => {
  expect(answerPathOf('in/处罚 9月.xls', 'answer.xlsx')).toBe('in/处罚 9月-答复.xlsx');
  expect(answerPathOf('records', 'answer.csv')).toBe('records-答复.csv');
});
