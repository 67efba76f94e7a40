import { describe, expect, it } from 'vitest';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { closeBrowsers, openBrowser, signIn } from './support/browser.ts';

closeBrowsers();

/** Every screen of the second officers, who may open all that there are. */
const places = [
  ['workbench', '/'],
  ['runs', '/runs'],
  ['send', '/send'],
  ['waiting', '/waiting'],
  ['candidates', '/waiting?source=court&reason=masked-identifier'],
  ['identity', '/identity'],
  ['files', '/files'],
  ['cases', '/cases'],
  ['lodge', '/cases?lodge=repair'],
  ['cycles', '/cycles'],
  ['reviews', '/reviews'],
  ['public', '/public'],
] as const;
const kept: ReadonlySet<string> = new Set(['workbench', 'candidates', 'reviews']);

describe.each([false, true])('with the dark theme %s', (dark) => {
  it('every screen keeps the policy, asks no other host, keeps nothing personal, and axe finds nothing', async () => {
    const officer = await signIn('扎西', { dark });
    let asked = 0;
    officer.page.on('request', (request) => {
      if (request.url().includes('/v1/')) asked++;
    });
    for (const [name, place] of places) {
      asked = 0;
      await officer.open(place);
      await officer.expectSound();
      expect(asked, `requests of ${name}`).toBeLessThanOrEqual(name === 'workbench' ? 5 : 3);
      if (!dark && kept.has(name)) await officer.picture(name);
    }
    await officer.close();
  });

  it('a credit file shows the score from the full points down, with the row behind each loss', async () => {
    const officer = await signIn('央金', { dark });
    const { page } = officer;
    await officer.open('/files');
    const [pharmacy] = samplePopulation().institutions.filter(({ category }) => category === 'pharmacy');
    await page.getByLabel('主体类别').selectOption('pharmacy');
    await page.getByLabel('号码', { exact: true }).fill(pharmacy?.id ?? '');
    await page.getByLabel(/查阅理由/).fill('日常核对');
    await page.getByRole('button', { name: '查阅' }).click();
    await page.getByRole('heading', { name: pharmacy?.name ?? '' }).waitFor();
    await page.getByText('为什么是这个等级').waitFor();
    await page
      .getByRole('cell', { name: /第 \d+ 行/ })
      .first()
      .waitFor();
    await officer.expectSound();
    if (!dark) await officer.picture('file');
    await officer.close();
  });
});

it('the disclosures need nobody to sign in, and everything else does', async () => {
  const visitor = await openBrowser();
  await visitor.open('/public');
  await visitor.page.getByRole('heading', { name: '公示', exact: true }).waitFor();
  await visitor.expectSound();
  await visitor.open('/reviews');
  await visitor.page.getByRole('button', { name: '登录' }).waitFor();
  await visitor.expectSound();
  await visitor.close();
});

it('a screen that a person may not open is not in the navigation, and says at its address what is lacking', async () => {
  const officer = await signIn('央金');
  const { page } = officer;
  expect(await page.getByRole('navigation').getByRole('link').allTextContents()).toEqual([
    '今日工作台',
    '来源与批次',
    '信用档案',
    '异议与修复',
    '公示',
  ]);
  await officer.open('/waiting');
  await page.getByText('没有权限').waitFor();
  await officer.expectSound();
  await officer.close();
});

it('a connection that breaks is said, and what was read stays', async () => {
  const officer = await signIn('卓玛');
  await officer.open('/runs');
  await officer.context.setOffline(true);
  await officer.page.getByText('网络已断开').waitFor();
  await officer.page.getByText('registry.csv').waitFor();
  await officer.context.setOffline(false);
  await officer.page.getByText('网络已断开').waitFor({ state: 'detached' });
  await officer.close();
});
