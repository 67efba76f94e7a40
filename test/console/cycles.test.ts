import { expect, inject, it } from 'vitest';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';
import { bureau, find } from './support/findings.ts';

closeBrowsers();

/** The last year that is over. */
const year = String(new Date().getFullYear() - 1);
const place = `/cycles?year=${year}`;

const phase = async (): Promise<string> => {
  const client = await bureau(inject('api'));
  return ((await client.call('GET', `/v1/cycles/${year}`)) as { phase: string }).phase;
};

/** Findings of that year, so that somebody loses points. */
async function findInYear(): Promise<void> {
  const client = await bureau(inject('api'));
  const { institutions } = samplePopulation();
  const indicators = {
    pharmacy: ['ph.licence-withheld', 'ph.interview', 'ph.circular'],
    'medical-institution': ['mi.interview', 'mi.complaint', 'mi.rectification'],
  } as const;
  let number = 9800;
  for (const [category, known] of Object.entries(indicators)) {
    const some = institutions.filter((one) => one.category === category).slice(5, 14);
    for (const [index, one] of some.entries())
      await find(
        client,
        one,
        known.slice(0, 1 + (index % 3)).map((indicator) => ({
          document: `藏医保查〔${year}〕${number++}号`,
          indicator,
          decidedOn: `${year}-06-03`,
          count: 2 + index,
        })),
      );
  }
}

/** Asks for a release, and answers the question. */
async function release({ page }: Officer, reason: string) {
  await page.getByLabel('理由（必填，随决定留存）').fill(reason);
  await page.getByRole('button', { name: '放行并发布' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '放行并发布' }).click();
}

it('the head starts an evaluation and sees who moves and why; another officer releases the very rehearsal looked at', async () => {
  await findInYear();
  const [head, second] = await Promise.all([signIn('洛桑'), signIn('王芳')]);
  const { page } = head;
  await head.open(place);
  await page.getByText('尚未试算').waitFor();
  await head.expectSound();
  await page.getByRole('button', { name: `开始 ${year} 年度试算` }).click();
  await page.getByText('等级分布').waitFor({ timeout: 60_000 });
  expect(await page.getByRole('img', { name: /等级分布：.*定点零售药店 A \d+/ }).count()).toBe(1);
  await page.getByRole('heading', { name: '按地市的变动' }).waitFor();
  await page.getByRole('heading', { name: '变动最大的主体' }).waitFor();
  await page.getByRole('button', { name: '列出机构和指标' }).click();
  await page.getByRole('columnheader', { name: '指标', exact: true }).waitFor();
  await page.getByText('由本人开始的试算，须由另一人放行。').waitFor();
  await head.expectSound();
  await page.evaluate("document.querySelector('.distribution')?.scrollIntoView({ block: 'center' })");
  await head.picture('cycles');
  await page.getByLabel('地市').selectOption('5401');
  await page.getByRole('heading', { name: '等级分布，拉萨市' }).waitFor();
  expect(page.url()).toContain('prefecture=5401');

  // Another rehearsal that came since is not released by mistake.
  await second.open('/reviews?kind=cycle');
  await second.page.getByRole('link', { name: '查看并办理' }).click();
  await second.page.getByRole('heading', { name: '放行第 1 次试算' }).waitFor();
  await second.expectSound();
  await page.getByRole('button', { name: '重新试算' }).click();
  await page.getByRole('heading', { name: `${year} 年度第 2 次试算` }).waitFor();
  await expect.poll(phase, { timeout: 60_000 }).toBe('review');
  await release(second, '核对无误');
  await second.page.getByText(/luosang 已于 .*已重新试算（第 2 次）/).waitFor();
  expect(await second.page.getByLabel('理由（必填，随决定留存）').inputValue()).toBe('核对无误');
  await second.expectSound();

  await second.page.getByRole('button', { name: '读取最新的试算' }).click();
  await second.page.getByRole('heading', { name: '放行第 2 次试算' }).waitFor();
  await release(second, '核对无误');
  await second.page.getByText('已发布', { exact: true }).waitFor({ timeout: 60_000 });
  await second.page.getByText(/wangfang，.*：核对无误/).waitFor();
  await second.expectSound();
  await Promise.all([head.close(), second.close()]);
});
