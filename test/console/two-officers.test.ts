import { expect, it } from 'vitest';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { closeBrowsers, signIn } from './support/browser.ts';

closeBrowsers();

const [pharmacy] = samplePopulation()
  .institutions.filter(({ category }) => category === 'pharmacy')
  .slice(-2);

const sheet = (name: string, columns: readonly string[], rows: readonly (readonly string[])[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`\u{feff}${[columns, ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`),
});
const columns = '文书号,主体类别,标识类型,标识,名称,指标代码,事项,决定日期,次数,状态,决定机关'.split(',');
const row = (document: string, decidedOn: string): string[] => [
  document,
  '定点零售药店',
  '统一社会信用代码',
  pharmacy?.id ?? '',
  pharmacy?.name ?? '',
  'ph.interview',
  '医保基金使用检查',
  decidedOn,
  '1',
  '正常',
  '西藏自治区医疗保障局',
];

it('a file with a column that nobody agreed on is held, and the second officer lets it go on', async () => {
  const [sender, second] = await Promise.all([signIn('卓玛'), signIn('王芳')]);
  const { page } = sender;
  await sender.open('/send?source=medical-insurance');
  const file = sheet(
    '多一列.csv',
    [...columns, '内部备忘'],
    [[...row('藏医保查〔2026〕9501号', '2026-03-02'), '略']],
  );
  await page.setInputFiles('input[type=file]', file);
  await page.getByText('报送后将暂停，等待放行').waitFor();
  await page.getByText('内部备忘').waitFor();
  await sender.expectSound();
  await page.getByRole('button', { name: /^报送（/ }).click();
  await page.getByText('待放行', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: '放行' }).count()).toBe(0);
  await sender.expectSound();

  await second.open('/runs');
  await second.open('/');
  await second.page.getByRole('link', { name: /批次待放行/ }).click();
  await second.page.getByRole('button', { name: '放行', exact: true }).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: '放行' }).click();
  await second.page.getByText('已完成').waitFor();
  await page.getByText('已完成').waitFor();
  await second.expectSound();
  await Promise.all([sender.close(), second.close()]);
});

it('a row that somebody else decided meanwhile says so, and keeps what was typed', async () => {
  const [first, other] = await Promise.all([signIn('卓玛'), signIn('扎西')]);
  await first.open('/send?source=medical-insurance');
  const rows = [row('藏医保查〔2026〕9601号', '2099-05-01')];
  await first.page.setInputFiles('input[type=file]', sheet('同时办理.csv', columns, rows));
  await first.page.getByRole('button', { name: /^报送（/ }).click();
  await first.page.getByText('已完成').waitFor();
  const place = '/waiting?source=medical-insurance&reason=date-in-future';
  const last = ({ page }: typeof first) => page.getByRole('button', { name: /第 2 行/ }).last();
  for (const officer of [first, other]) {
    await officer.open(place);
    await last(officer).click();
    await officer.page.getByText('本次查看已留痕').waitFor();
    await officer.page.keyboard.press('x');
    await officer.page.keyboard.type('重复报送，不予采纳');
  }
  await other.page.keyboard.press('Control+Enter');
  await other.page.getByText('最近的办理').waitFor();
  await first.page.keyboard.press('Control+Enter');
  await first.page.getByRole('alert').waitFor();
  await first.page.getByText(/zhaxi 已于 .* 办理：不予采纳/).waitFor();
  expect(await first.page.getByLabel(/理由/).inputValue()).toBe('重复报送，不予采纳');
  await first.expectSound();
  await Promise.all([first.close(), other.close()]);
});
