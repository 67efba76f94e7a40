import { expect, it } from 'vitest';
import { closeBrowsers, signIn } from './support/browser.ts';

closeBrowsers();

it('an operation is found, read and tried with the token of who is signed in, and a refusal is shown as it is', async () => {
  const officer = await signIn('平措');
  const { page } = officer;
  await officer.open('/contract');
  await page.getByLabel('查找地址、说明或者分组').fill('/v1/me');
  await page.getByRole('button', { name: /GET \/v1\/me/ }).click();
  await page.getByRole('button', { name: '发送' }).click();
  const result = page.getByRole('region', { name: '试用的结果' });
  await result.getByText('"name": "平措"').waitFor();
  expect(await result.textContent()).not.toMatch(/Bearer ey/);
  await officer.expectSound();

  await page.getByLabel('查找地址、说明或者分组').fill('retry');
  await page.getByRole('button', { name: /POST \/v1\/deliveries\/\{id\}\/retry/ }).click();
  await page.getByLabel('id（必填）').fill('nothing');
  await page.getByRole('button', { name: '发送' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '发送' }).click();
  await result.getByText('unknown-delivery').first().waitFor();
  await officer.expectSound();
  await officer.close();
});
