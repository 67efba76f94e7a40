import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WaitingCounts } from '../../schemas/api.ts';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { type Running, startProcess, stopProcess } from '../support/host-process.ts';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';
import { bureau } from './support/findings.ts';

closeBrowsers();

/** Rows that wait for one reason; `--rows` says otherwise. */
const rows = Number(process.env['ROWS'] ?? 10_000);
const decided = 20;
/** As the style says. */
const itemPixels = 57;

const folder = mkdtempSync(join(tmpdir(), 'console-rows-'));
let host: Running;
beforeAll(async () => {
  host = await startProcess(join(folder, 'data'));
  await fill(host.urls.api);
}, 1_200_000);
afterAll(async () => {
  await stopProcess(host);
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a file of which every row waits for a person: its day lies in the future. */
async function fill(api: string): Promise<void> {
  const [pharmacy] = samplePopulation().institutions.filter(({ category }) => category === 'pharmacy');
  const columns = '文书号,主体类别,标识类型,标识,名称,指标代码,事项,决定日期,次数,状态,决定机关';
  const lines = Array.from({ length: rows }, (_, index) =>
    [
      `藏医保查〔2026〕${index + 1}号`,
      '定点零售药店',
      '统一社会信用代码',
      pharmacy?.id,
      pharmacy?.name,
      'ph.interview',
      '医保基金使用检查',
      '2099-03-02',
      '1',
      '正常',
      '西藏自治区医疗保障局',
    ].join(','),
  );
  const client = await bureau(api);
  const begun = performance.now();
  const file = Buffer.from(`\u{feff}${[columns, ...lines].join('\r\n')}\r\n`);
  const run = await client.follow(await client.submit('medical-insurance', 'rows.csv', file));
  expect(run).toMatchObject({ received: rows, quarantined: rows });
  console.log(`${rows} rows wait after ${Math.round((performance.now() - begun) / 1000)} s`);
}

/** How many wait, as the API counts them. */
const waiting = async (): Promise<number> => {
  const { counts } = (await (
    await bureau(host.urls.api)
  ).call('GET', '/v1/quarantine/counts')) as WaitingCounts;
  return counts.reduce((sum, one) => sum + one.waiting, 0);
};

const place = '/waiting?source=medical-insurance&reason=date-in-future';
const row = ({ page }: Officer) => page.getByRole('heading', { level: 2, name: /，第 \d+ 行$/ });

it(`the next of ${rows} rows opens by itself after each key`, async () => {
  const officer = await signIn('卓玛', { api: host.urls.api });
  const { page } = officer;
  await officer.open(place);
  await row(officer).waitFor();
  await page.keyboard.press('x');
  await page.keyboard.type('重复报送');
  const times: number[] = [];
  for (let count = 0; count < decided; count++) {
    const before = (await row(officer).textContent()) ?? '';
    const begun = performance.now();
    await page.keyboard.press('Control+Enter');
    await row(officer).filter({ hasNotText: before }).waitFor();
    times.push(performance.now() - begun);
    // The way of the last decision is the first one again; the reason is offered.
    await page.keyboard.press('x');
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  console.log(
    `key press to next item at ${rows} rows: median ${at(0.5)} ms, 95th ${at(0.95)} ms, longest ${at(1)} ms`,
  );
  expect(at(0.5)).toBeLessThan(1000);
  await officer.expectSound();
  await officer.close();
});

it(`the list of ${rows} rows scrolls to its end, and draws what is in sight`, async () => {
  const officer = await signIn('卓玛', { api: host.urls.api });
  const { page } = officer;
  await officer.open(place);
  await row(officer).waitFor();
  const left = await waiting();
  const begun = performance.now();
  const height = (): Promise<number> =>
    page.evaluate(
      "(() => { const list = document.querySelector('.virtual'); const scroller = list?.parentElement; scroller?.scrollTo(0, scroller.scrollHeight); return list?.clientHeight ?? 0; })()",
    ) as Promise<number>;
  await expect.poll(height, { timeout: rows * 12, interval: 20 }).toBe(left * itemPixels);
  console.log(`scrolled through ${left} rows in ${Math.round((performance.now() - begun) / 1000)} s`);
  expect(await page.locator('.virtual li').count()).toBeLessThan(60);
  // The last one is opened like the first. The list may still draw others below it: it is found by its words.
  const last = page.locator('.virtual li').last();
  const words = /第 \d+ 行/.exec((await last.textContent()) ?? '')?.[0] ?? '';
  await page.locator('.virtual li').filter({ hasText: words }).getByRole('button').click();
  await row(officer).filter({ hasText: words }).waitFor();
  await officer.expectSound();
  await officer.close();
}, 1_500_000);
