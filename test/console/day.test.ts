import { expect, inject, it } from 'vitest';
import { dayOf } from '../../lib/shared/day.ts';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';

closeBrowsers();

const today = dayOf(new Date());
const { institutions, people } = samplePopulation();
const [pharmacy] = institutions.filter(({ category }) => category === 'pharmacy').slice(-1);
const [insured, other] = people.filter(({ category }) => category === 'insured-person').slice(-2);

const header =
  '文书号,主体类别,标识类型,标识,名称,指标代码,事项,决定日期,行为日期,次数,金额（元）,月数,数值,等级,状态,决定机关,决定机关统一社会信用代码,备注';
const row = (of: {
  document: string;
  category: string;
  scheme: string;
  subject: { id: string; name: string } | undefined;
  indicator: string;
  decidedOn?: string;
  amount?: string;
}): string =>
  [
    of.document,
    of.category,
    of.scheme,
    of.subject?.id,
    of.subject?.name,
    of.indicator,
    '医保基金使用检查',
    of.decidedOn ?? today,
    '2026-01-05',
    of.amount ? '' : '1',
    of.amount ?? '',
    '',
    '',
    '',
    '正常',
    '西藏自治区医疗保障局',
    '',
    '',
  ].join(',');

const sheet = (name: string, rows: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`\u{feff}${[header, ...rows].join('\r\n')}\r\n`),
});

const impersonation = (document: string, subject: { id: string; name: string } | undefined): string[] =>
  (
    [
      ['ip.impersonation', '3200'],
      ['ip.credential-lending', '3000'],
    ] as const
  ).map(([indicator, amount], index) =>
    row({
      document: `${document}之${index + 1}号`,
      category: '参保人',
      scheme: '居民身份证',
      subject,
      indicator,
      amount,
    }),
  );

/** Four rows with a day that is not taken. */
const interviews = (document: string, decidedOn: string): string[] =>
  [1, 2, 3, 4].map((index) =>
    row({
      document: `${document}之${index}号`,
      category: '定点零售药店',
      scheme: '统一社会信用代码',
      subject: pharmacy,
      indicator: 'ph.interview',
      decidedOn,
    }),
  );

/** Previews a file and sends it, up to its run. */
async function send({ page, open }: Officer, file: ReturnType<typeof sheet>): Promise<void> {
  await open('/send?source=medical-insurance');
  await page.setInputFiles('input[type=file]', file);
  await page.getByRole('button', { name: /^报送（采纳/ }).click();
  await page.getByRole('heading', { name: file.name }).waitFor();
  await page.getByText('已完成').waitFor();
}

it('a data officer drops a file, sees what is wrong with it, sends it, and the credit officer sees it in effect', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  const document = '藏医保查〔2026〕9001号';
  const of = { category: '定点零售药店', scheme: '统一社会信用代码', subject: pharmacy };
  const rows = [
    row({ ...of, document, indicator: 'ph.licence-withheld' }),
    row({ ...of, document: '藏医保查〔2026〕9002号', indicator: 'ph.interview', decidedOn: '2026-02-30' }),
  ];
  await officer.open('/send?source=medical-insurance');
  await page.setInputFiles('input[type=file]', sheet('午间.csv', rows));
  await page.getByText('可以报送').waitFor();
  await page.getByRole('cell', { name: '决定日期' }).first().waitFor();
  await officer.expectSound();
  await page.getByRole('button', { name: '报送（采纳 1 / 2 行）' }).click();
  await page.getByText('已完成').waitFor();
  await page.getByRole('cell', { name: '决定日期' }).first().waitFor();
  const [answer] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载答复文件' }).click(),
  ]);
  expect(answer.suggestedFilename()).toMatch(/\.csv$/);
  await officer.expectSound();
  await officer.close();

  const reader = await signIn('央金');
  await reader.open('/files');
  await reader.page.getByLabel('主体类别').selectOption('pharmacy');
  await reader.page.getByLabel('号码', { exact: true }).fill(pharmacy?.id ?? '');
  await reader.page.getByLabel(/查阅理由/).fill('核对午间报送');
  await reader.page.getByRole('button', { name: '查阅' }).click();
  await reader.page.getByRole('cell', { name: document }).first().waitFor();
  await reader.expectSound();
  await reader.close();
});

it('a file above 4 MB is uploaded, broken off, tried again, and its run followed', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  const of = { category: '定点零售药店', scheme: '统一社会信用代码', subject: pharmacy };
  const document = '藏医保查〔2026〕9501号';
  const { name, mimeType, buffer } = sheet('年度汇总.csv', [
    row({ ...of, document, indicator: 'ph.interview', decidedOn: '2026-02-30' }),
  ]);
  // Empty lines are no rows: the file is large, and quickly read.
  const large = Buffer.concat([buffer, Buffer.alloc(4.5 * 1024 * 1024, '\r\n')]);
  await officer.open('/send?source=medical-insurance');
  await page.setInputFiles('input[type=file]', { name, mimeType, buffer: large });
  await page.getByRole('button', { name: '核对开头的行' }).click();
  await page.getByText('只核对了文件开头的 1 行').waitFor();
  await officer.expectSound();

  const uploads = '**/credit-connector-feeds/runs/*';
  // Neither taken nor refused, as by a connection that hangs.
  await page.route(uploads, () => undefined);
  await page.getByRole('button', { name: '上传并报送（4.5 MB）' }).click();
  await page.getByRole('progressbar', { name: '正在上传' }).waitFor();
  await officer.expectSound();
  await page.getByRole('button', { name: '停止' }).click();
  await page.getByRole('button', { name: '上传并报送（4.5 MB）' }).waitFor();
  await page.unroute(uploads);

  await page.route(uploads, (route) => route.abort('connectionreset'), { times: 1 });
  await page.getByRole('button', { name: '上传并报送（4.5 MB）' }).click();
  await page.getByText('上传中断').waitFor();
  await page.getByRole('button', { name: '重新上传' }).click();
  await page.getByRole('heading', { name }).waitFor();
  await page.getByText('已完成').waitFor();
  await page.getByRole('cell', { name: '决定日期' }).first().waitFor();
  await officer.expectSound();
  await officer.close();
});

it('a column of numbers that is pasted is gone through, one file after the other', async () => {
  const officer = await signIn('央金');
  const { page, context } = officer;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const some = institutions.filter(({ category }) => category === 'pharmacy').slice(0, 2);
  await officer.open('/files');
  await page.getByLabel('主体类别').selectOption('pharmacy');
  await page.evaluate(
    `navigator.clipboard.writeText(${JSON.stringify(`统一社会信用代码\n${some.map(({ id }) => id).join('\n')}\n`)})`,
  );
  await page.getByLabel('号码', { exact: true }).focus();
  await page.keyboard.press('Control+V');
  await page.getByText('2 个号码，另有 1 行不是号码').waitFor();
  await page.getByLabel(/查阅理由/).fill('专项核查');
  await page.getByRole('button', { name: '查阅第一个' }).click();
  await page.getByRole('heading', { name: some[0]?.name ?? '' }).waitFor();
  await officer.expectSound();
  await page.getByRole('button', { name: '下一个' }).click();
  await page.getByRole('heading', { name: some[1]?.name ?? '' }).waitFor();
  await page.getByText('第 2 / 2 个').waitFor();
  expect(await page.getByRole('button', { name: '下一个' }).isDisabled()).toBe(true);
  await officer.expectSound();
  await officer.close();
});

it('rows that wait are decided by keyboard, the next one opens by itself, and a decision is taken back', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  await send(officer, sheet('未来日期.csv', interviews('藏医保查〔2026〕9301', '2099-03-02')));
  await officer.open('/waiting?source=medical-insurance&reason=date-in-future');
  const place = page.getByRole('heading', { level: 2, name: /，第 \d+ 行$/ });
  const first = await place.textContent();
  // Names and numbers are covered by the API until a reason is given, which the receipt keeps.
  await page.getByText('显示姓名和号码').waitFor();
  await page.keyboard.press('v');
  await page.keyboard.type('与文书核对');
  await officer.expectSound();
  await page.getByRole('button', { name: '显示', exact: true }).click();
  await page.getByText('姓名和号码已显示').waitFor();
  await page.getByRole('heading', { name: '待人工' }).click();
  await page.keyboard.press('e');
  await page.keyboard.type('2026-03-02');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('按文书更正');
  await page.keyboard.press('Control+Enter');
  await page.getByText('已更正').waitFor();
  await expect.poll(() => place.textContent()).not.toBe(first);
  // The reason of the last decision of this way is offered; the next one takes three keys.
  await page.keyboard.press('x');
  await page.keyboard.type('重复报送');
  const second = await place.textContent();
  await page.keyboard.press('Control+Enter');
  await page.getByText('不予采纳', { exact: false }).first().waitFor();
  await expect.poll(() => place.textContent()).not.toBe(second);
  await page.getByRole('button', { name: '撤销' }).first().click();
  await page.getByRole('alertdialog').getByLabel(/理由/).fill('误办');
  await officer.expectSound();
  await page.getByRole('alertdialog').getByRole('button', { name: '撤销' }).click();
  await page.getByText('已撤销').waitFor();
  await expect.poll(() => place.textContent()).toBe(second);
  await officer.expectSound();
  await officer.close();
});

it('rows of one reason are decided at once, after a question that says how many', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  await send(officer, sheet('写错的日期.csv', interviews('藏医保查〔2026〕9401', '2026-02-30')));
  await officer.open('/waiting?source=medical-insurance&reason=not-a-date');
  await page.getByRole('button', { name: '成批办理' }).click();
  const question = page.getByRole('alertdialog');
  const title = await question.getByRole('heading').textContent();
  const count = Number(/\d+/.exec(title ?? '')?.[0]);
  expect(count).toBeGreaterThan(1);
  await question.getByLabel(/理由/).fill('登记号码有误，待登记机关重新报送');
  await officer.expectSound();
  await question.getByRole('button', { name: title ?? '' }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByText('这一组已办完').first().waitFor();
  await officer.close();
});

it('rows of one reason get the same value at once, after a question that says what is written in how many', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  await send(officer, sheet('同一天的决定.csv', interviews('藏医保查〔2026〕9601', '2099-01-07')));
  await officer.open('/waiting?source=medical-insurance&reason=date-in-future');
  await page.getByRole('button', { name: '成批办理' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText('更正为同一内容').click();
  const title = (await question.getByRole('heading').textContent()) ?? '';
  expect(Number(/\d+/.exec(title)?.[0])).toBeGreaterThanOrEqual(4);
  await question.getByLabel('改写为').fill('2099-01-08');
  await question.getByText(/^\d+ 行的“决定日期”都将写为“2099-01-08”。$/).waitFor();
  await question.getByLabel(/理由/).fill('日期为笔误，经来源单位确认');
  await officer.expectSound();
  // Wrong again: nothing changes, and the question says so of each row.
  await question.getByRole('button', { name: title }).click();
  await question.getByText(/^0 行已办理，\d+ 行没有办理：$/).waitFor();
  await question
    .getByText(/更正后的内容仍有不能采纳之处，未作任何改动/)
    .first()
    .waitFor();
  await officer.expectSound();
  await question.getByLabel('改写为').fill('2026-01-07');
  await question.getByRole('button', { name: title }).click();
  await question.waitFor({ state: 'detached' });
  await page.getByText('这一组已办完').first().waitFor();
  await officer.close();
});

it('nobody releases what they sent; another officer does, and the settlement system has the suspension', async () => {
  const [sender, second] = await Promise.all([signIn('扎西'), signIn('王芳')]);
  const name = insured?.name ?? '';
  await send(sender, sheet('冒名就医.csv', impersonation('藏医保查〔2026〕9101', insured)));
  await sender.open('/reviews?kind=suspension');
  const own = sender.page.getByRole('button', { name: new RegExp(`${name}.*本人提出`, 's') });
  await own.click();
  await sender.page.getByText('由本人提出或者报送，须由另一人复核。').waitFor();
  expect(await sender.page.getByRole('button', { name: '放行', exact: true }).isDisabled()).toBe(true);
  await sender.expectSound();

  await second.open('/reviews?kind=suspension');
  const list = second.page.getByRole('listitem').getByRole('button', { name: new RegExp(name) });
  await list.first().click();
  await second.page.getByRole('cell', { name: /9101/ }).first().waitFor();
  await second.page.getByLabel(/理由/).fill('文书齐全，同意');
  await second.page.getByRole('button', { name: '放行', exact: true }).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: '放行' }).click();
  await second.page.getByText(`${name}：已放行。`).waitFor();
  await expect
    .poll(async () => JSON.stringify(await (await fetch(`${inject('settlement')}/_state`)).json()), {
      timeout: 30_000,
    })
    .toContain(insured?.id);
  await second.expectSound();
  await Promise.all([sender.close(), second.close()]);
});

it('a refused suspension does not reach the settlement system', async () => {
  const [sender, second] = await Promise.all([signIn('扎西'), signIn('王芳')]);
  await send(sender, sheet('出借凭证.csv', impersonation('藏医保查〔2026〕9201', other)));
  await second.open('/reviews?kind=suspension');
  const name = other?.name ?? '';
  await second.page
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click();
  await second.page.getByRole('cell', { name: /9201/ }).first().waitFor();
  await second.page.getByLabel(/理由/).fill('文书尚未送达');
  await second.page.getByRole('button', { name: '不予放行' }).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: '不予放行' }).click();
  await second.page.getByText(`${name}：已不予放行。`).waitFor();
  const held = await (await fetch(`${inject('settlement')}/_state`)).text();
  expect(held).not.toContain(other?.id);
  await Promise.all([sender.close(), second.close()]);
});
