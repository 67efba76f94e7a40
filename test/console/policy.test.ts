import { expect, it } from 'vitest';
import { closeBrowsers, signIn } from './support/browser.ts';

closeBrowsers();

it('a value is tried, proposed and rehearsed; who proposed it cannot release it, a second officer does', async () => {
  const [officer, second] = await Promise.all([signIn('次仁'), signIn('王芳')]);
  const { page } = officer;
  await officer.open('/policies');
  await page.getByRole('button', { name: /^总分上限/ }).click();
  await page.getByText('系统初始值').waitFor();
  await page.getByRole('button', { name: '提出调整' }).click();
  await page.getByLabel(/^新值/).fill('102');
  await page.getByRole('button', { name: /^先以 \d{4} 年度的档案试算$/ }).click();
  await page.getByText(/^试算完成：[\d,]+ 个主体/).waitFor();
  await page.getByLabel(/理由/).fill('加分项计入总分');
  await officer.expectSound();
  await page.getByRole('button', { name: '提出', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText(/由“100”调整为“102”/).waitFor();
  await question.getByRole('button', { name: '提出', exact: true }).click();
  await page.getByRole('heading', { name: '试算结果' }).waitFor();
  await page.getByText('由本人提出，须由另一人放行。').waitFor();
  await page.getByLabel(/理由/).fill('本人不能放行');
  expect(await page.getByRole('button', { name: '放行', exact: true }).isDisabled()).toBe(true);
  await officer.expectSound();

  await second.open('/reviews?kind=policy');
  await second.page
    .getByText(/参数 score.cap 调整为“102”/)
    .first()
    .waitFor();
  await second.page.getByRole('heading', { name: '试算结果' }).waitFor();
  await second.page.getByLabel(/理由/).fill('核对无误');
  await second.expectSound();
  await second.page.getByRole('button', { name: '放行', exact: true }).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: '放行' }).click();
  // It waits no more, and stays in sight.
  await second.page.getByText('已放行，待生效').first().waitFor();
  await second.expectSound();

  await officer.open('/policies?name=score.cap');
  await page.getByText(/ciren 提出，wangfang 放行/).waitFor();
  await officer.expectSound();
  await Promise.all([officer.close(), second.close()]);
});

it('a parameter that moves no score says that it cannot be tried by itself; a proposal is given up', async () => {
  const officer = await signIn('次仁');
  const { page } = officer;
  await officer.open('/policies?name=downgrade.absence');
  await page.getByRole('button', { name: '提出调整' }).click();
  await page.getByLabel('新值').selectOption('break');
  await page.getByRole('button', { name: /^先以 \d{4} 年度的档案试算$/ }).click();
  await page.getByText('这一取值不能单独试算').waitFor();
  await page.getByLabel(/理由/).fill('试行');
  await page.getByRole('button', { name: '提出', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '提出', exact: true }).click();
  await page.getByRole('heading', { name: '试算结果' }).waitFor();
  await page.getByLabel(/理由/).fill('条件尚不具备');
  await page.getByRole('button', { name: '放弃这一调整' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '放弃', exact: true }).click();
  await page.getByText('已放弃').waitFor();
  await officer.expectSound();
  await officer.close();
});
