import { describe, expect, it } from 'vitest';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { closeBrowsers, type Officer, openBrowser, signIn } from './support/browser.ts';

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
/** Screens that nobody has who may open those above. */
const placesOf = {
  平措: [['deliveries', '/deliveries']],
  次仁: [
    ['policies', '/policies'],
    ['parameter', '/policies?name=regulation.basis'],
    ['tables', '/policies?view=tables'],
  ],
  白玛: [
    ['receipts', '/receipts'],
    ['receipts of one', '/receipts?agency=demo'],
    ['contract', '/contract?op=POST%20/v1/policies'],
  ],
} as const;
const kept: ReadonlySet<string> = new Set(['workbench', 'candidates', 'reviews']);

/** Whether the page as a whole has to be moved sideways. Tables may, by themselves. */
const isTooWide = ({ page }: Officer): Promise<boolean> =>
  page.locator('#main').evaluate((main) => main.scrollWidth > main.clientWidth);

async function visit(
  person: string,
  places: readonly (readonly [string, string])[],
  dark: boolean,
): Promise<void> {
  const officer = await signIn(person, { dark });
  // The dark pass is on a tablet, too.
  if (dark) await officer.page.setViewportSize({ width: 820, height: 1180 });
  // A screen that is asked for again as time goes on asks the same: once for what it needs.
  const asked = new Set<string>();
  officer.page.on('request', (request) => {
    if (request.url().includes('/v1/')) asked.add(`${request.method()} ${request.url()}`);
  });
  for (const [name, place] of places) {
    asked.clear();
    await officer.open(place);
    await officer.expectSound();
    expect(await isTooWide(officer), `${name} is wider than the window`).toBe(false);
    // The workbench asks for three before its first list (below), and for the others after it.
    expect(asked.size, `requests of ${name}`).toBeLessThanOrEqual(name === 'workbench' ? 7 : 3);
    if (!dark && kept.has(name)) await officer.picture(name);
  }
  await officer.close();
}

describe.each([false, true])('with the dark theme %s', (dark) => {
  it('every screen keeps the policy, asks no other host, keeps nothing personal, and axe finds nothing', async () => {
    await visit('扎西', places, dark);
    for (const [person, theirs] of Object.entries(placesOf)) await visit(person, theirs, dark);
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

it('the workbench asks three questions before its first list is shown, and the others after it', async () => {
  const officer = await openBrowser();
  const { page } = officer;
  const held: (() => Promise<void>)[] = [];
  await page.route('**/v1/**', (route) => void held.push(() => route.continue()));
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '扎西' }).click();
  await expect.poll(() => held.length).toBe(3);
  await page.evaluate('new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))');
  expect(held).toHaveLength(3);
  for (const go of held.splice(0)) await go();
  await page.getByText('正在读取其余事项…').waitFor();
  await expect.poll(() => held.length).toBe(4);
  for (const go of held.splice(0)) await go();
  await page.getByText('正在读取其余事项…').waitFor({ state: 'detached' });
  await page
    .getByRole('link', { name: /待人工：/ })
    .first()
    .waitFor();
  await officer.close();
});

it('the disclosures need nobody to sign in, and everything else does', async () => {
  const visitor = await openBrowser();
  await visitor.open('/public');
  await visitor.page.getByRole('heading', { name: '公示', exact: true }).waitFor();
  await visitor.expectSound();
  await visitor.open('/contract');
  await visitor.page.getByText('登录后可以用本人的权限试用。').waitFor();
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
    '接口文档',
  ]);
  for (const place of ['/waiting', '/deliveries', '/policies', '/receipts']) {
    await officer.open(place);
    await page.getByText('没有权限').waitFor();
    await officer.expectSound();
  }
  await officer.close();
});

it('a place is saved with its filters by one click, named, opened and deleted, by each person for themselves', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  await officer.open('/runs?status=completed&source=court');
  await page.getByRole('button', { name: '保存当前视图' }).click();
  const name = page.getByLabel('视图名称');
  await name.fill('案号 5401021990010112');
  expect(await page.getByRole('button', { name: '确定' }).isDisabled()).toBe(true);
  await name.fill('法院已完成');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '当前视图已保存' }).waitFor();
  await officer.expectSound();
  await officer.open('/send');
  await page.getByRole('link', { name: '法院已完成' }).click();
  await expect.poll(() => page.url()).toContain('#/runs?status=completed&source=court');
  await expect.poll(() => page.getByLabel('来源').inputValue()).toBe('court');

  await page.getByRole('button', { name: '锁定' }).click();
  const [window] = await Promise.all([
    officer.context.waitForEvent('page'),
    page.getByRole('button', { name: '卓玛重新登录' }).click(),
  ]);
  await window.getByRole('button', { name: '扎西' }).click();
  await page.getByRole('banner').getByText('扎西').waitFor();
  expect(await page.getByRole('link', { name: '法院已完成' }).count()).toBe(0);
  await officer.open('/reviews');
  await page.getByRole('button', { name: '保存当前视图' }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '管理' }).click();
  await officer.expectSound();
  await page.getByRole('button', { name: '删除：复核台' }).click();
  await page.getByRole('button', { name: '保存当前视图' }).waitFor();
  await officer.close();
});

it('a theme is kept on the machine, above that of the system, and paper stays light', async () => {
  const officer = await signIn('卓玛');
  const { page } = officer;
  const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const light = await paper();
  await page.getByLabel('显示主题').selectOption('dark');
  await expect.poll(paper).not.toBe(light);
  await officer.expectSound();
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
  await page.emulateMedia({ media: 'screen' });
  await page.reload();
  await page.getByRole('button', { name: '登录' }).waitFor();
  expect(await paper()).not.toBe(light);
  await page.getByLabel('显示主题').selectOption('system');
  await expect.poll(paper).toBe(light);
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

it('a screen whose part cannot be loaded says so, and opens once it can', async () => {
  const officer = await signIn('平措');
  const { page, context } = officer;
  await context.setOffline(true);
  await page.getByRole('link', { name: '推送与对账' }).click();
  await page.getByText('页面没有打开').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: '重新打开' }).click();
  await page.getByRole('button', { name: '登录' }).waitFor();
  await officer.close();
});

it('what waits for a receiver stays, and says that it is old, when it cannot be asked again', async () => {
  const officer = await signIn('平措');
  const { page } = officer;
  await officer.open('/deliveries');
  await page.getByRole('heading', { name: '公共信用信息目录' }).waitFor();
  await page.route('**/v1/deliveries/counts', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.getByText('未能更新，以下为先前读取的内容。').waitFor();
  await page.getByRole('heading', { name: '公共信用信息目录' }).waitFor();
  await officer.close();
});
