import { expect, it } from 'vitest';
import { closeBrowsers, signIn } from './support/browser.ts';

closeBrowsers();

const place = '/identity?source=court&reason=masked-identifier';

it('who a masked number is, is decided by what agrees and by what it changes, and is taken back', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  await officer.open(place);
  const row = page.getByRole('heading', { level: 2, name: /，第 \d+ 行$/ });
  const first = await row.textContent();
  const submit = page.getByRole('button', { name: /^认定/ });
  // Names and numbers of persons are covered, and nothing is chosen.
  expect(await page.getByRole('table', { name: '候选主体的比较' }).textContent()).toMatch(/\*\*\*/);
  await page.getByLabel(/理由/).last().fill('同一人');
  expect(await submit.isDisabled()).toBe(true);
  await officer.expectSound();
  await row.click();
  await page.keyboard.press('1');
  await page.getByText('对信用档案的影响（现在试算，尚未办理）').waitFor();
  await officer.expectSound();
  await officer.picture('identity');
  await page.keyboard.press('Control+Enter');
  await page.getByText('最近的办理').waitFor();
  await expect.poll(() => row.textContent()).not.toBe(first);
  await page.getByRole('button', { name: '撤销' }).first().click();
  await page.getByRole('alertdialog').getByLabel(/理由/).fill('再核');
  await page.getByRole('alertdialog').getByRole('button', { name: '撤销' }).click();
  await page.getByText('已撤销').waitFor();
  await expect.poll(() => row.textContent()).toBe(first);

  // None of them: the reason of the last one is offered, and the next row opens.
  await row.click();
  await page.keyboard.press('0');
  await page.getByText(/除非出现新的候选主体，不再询问/).waitFor();
  await page.getByLabel('理由（必填，随决定留存）').fill('经查均非本人');
  await page.keyboard.press('Control+Enter');
  await page
    .getByText(/不予采纳/)
    .first()
    .waitFor();
  await expect.poll(() => row.textContent()).not.toBe(first);
  await officer.expectSound();
  await officer.close();
});
