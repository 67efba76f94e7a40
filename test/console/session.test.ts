import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';

closeBrowsers();

const idleMilliseconds = 5 * 60_000;

/** Fills the form of a credit file, and sends nothing. */
async function fillForm({ page, open }: Officer): Promise<void> {
  await open('/files');
  await page.getByLabel('号码', { exact: true }).fill('91540103MA6T00515E');
  await page.getByLabel(/查阅理由/).fill('日常核对');
}

/** Opens the window in which one signs in again. */
const openWindow = async ({ page, context }: Officer, name: string): Promise<Page> =>
  (
    await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: `${name}重新登录` }).click(),
    ])
  )[0];

it('a session that runs out in the middle of a form keeps what was typed', async () => {
  const officer = await signIn('央金');
  const { page } = officer;
  await fillForm(officer);
  await page.route(
    '**/v1/files/query',
    (route) => route.fulfill({ status: 401, json: { message: 'Unauthorized' } }),
    {
      times: 1,
    },
  );
  await page.getByRole('button', { name: '查阅' }).click();
  await page.getByRole('heading', { name: '登录已过期' }).waitFor();
  expect(await page.getByLabel('号码', { exact: true }).isVisible()).toBe(false);
  await officer.expectSound();
  // The issuer knows who it is, and does not ask.
  await openWindow(officer, '央金');
  await expect.poll(() => page.getByLabel(/查阅理由/).inputValue()).toBe('日常核对');
  await page.getByLabel('号码', { exact: true }).waitFor();
  await officer.close();
});

it('five minutes without a touch lock the screen, and the issuer asks again who it is', async () => {
  const officer = await signIn('央金');
  const { page } = officer;
  await fillForm(officer);
  await page.clock.install();
  // The watch of the page began before this clock: a further place begins it anew.
  await page.getByRole('button', { name: '锁定' }).click();
  await (await openWindow(officer, '央金')).getByRole('button', { name: '央金' }).click();
  await page.getByLabel(/查阅理由/).waitFor();
  await page.clock.runFor(idleMilliseconds + 10_000);
  await page.getByRole('heading', { name: '已锁定' }).waitFor();
  await officer.expectSound();
  await officer.close();
});

it('another person who signs in at a locked screen begins with nothing of the one before', async () => {
  const officer = await signIn('央金');
  const { page } = officer;
  await fillForm(officer);
  await page.getByRole('button', { name: '锁定' }).click();
  await (await openWindow(officer, '央金')).getByRole('button', { name: '扎西' }).click();
  await page.getByRole('banner').getByText('扎西').waitFor();
  expect(await page.getByLabel(/查阅理由/).inputValue()).toBe('');
  await officer.close();
});

it('a page that is loaded again in the middle of a form asks first, and has what is not personal', async () => {
  const officer = await signIn('央金');
  const { page } = officer;
  const kept = () => page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })');
  await officer.open('/cases?lodge=repair');
  await page.getByLabel('主体类别').selectOption('insured-person');
  await page.getByLabel('收到日期').fill('2026-11-02');
  await page.getByLabel('号码', { exact: true }).fill('540102199001011234');
  await page.getByLabel('申请人姓名（名称）').fill('次旺');
  await page.getByLabel(/事实和理由/).fill('已经整改');
  await page.getByText('不存入浏览器').waitFor();
  await officer.expectSound();
  const asked: string[] = [];
  page.once('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByText('已恢复先前选择的选项').waitFor();
  expect(await page.getByLabel('主体类别').inputValue()).toBe('insured-person');
  expect(await page.getByLabel('收到日期').inputValue()).toBe('2026-11-02');
  expect(await page.getByLabel('号码', { exact: true }).inputValue()).toBe('');
  expect(await page.getByLabel(/事实和理由/).inputValue()).toBe('');
  expect(await kept()).not.toMatch(/次旺|已经整改|5401/);
  await officer.expectSound();
  await page.getByRole('button', { name: '退出' }).click();
  expect(await kept()).not.toContain('2026-11-02');
  await officer.close();
});

it('who signs out is asked again who they are', async () => {
  const officer = await signIn('央金');
  const { page } = officer;
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '选择登录人员' }).waitFor();
  await officer.close();
});
