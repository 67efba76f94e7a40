import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WaitingCounts } from '../../schemas/api.ts';
import { type Running, startProcess, stopProcess } from '../support/host-process.ts';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';
import { bureau } from './support/findings.ts';
import { sendWaitingRows, waitingPlace } from './support/waiting-rows.ts';

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

/** Sends the rows. */
async function fill(api: string): Promise<void> {
  const begun = performance.now();
  expect(await sendWaitingRows(await bureau(api), rows)).toMatchObject({ received: rows, quarantined: rows });
  console.log(`${rows} rows wait after ${Math.round((performance.now() - begun) / 1000)} s`);
}

/** How many wait, as the API counts them. */
const waiting = async (): Promise<number> => {
  const { counts } = (await (
    await bureau(host.urls.api)
  ).call('GET', '/v1/quarantine/counts')) as WaitingCounts;
  return counts.reduce((sum, one) => sum + one.waiting, 0);
};

const row = ({ page }: Officer) => page.getByRole('heading', { level: 2, name: /，第 \d+ 行$/ });

it(`the next of ${rows} rows opens by itself after each key`, async () => {
  const officer = await signIn('卓玛', { api: host.urls.api });
  const { page } = officer;
  await officer.open(waitingPlace);
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
  await officer.open(waitingPlace);
  await row(officer).waitFor();
  const left = await waiting();
  const begun = performance.now();
  const height = (): Promise<number> =>
    page.evaluate(
      "(() => { const list = document.querySelector('.virtual'); const scroller = list?.parentElement; scroller?.scrollTo(0, scroller.scrollHeight); return list?.clientHeight ?? 0; })()",
    ) as Promise<number>;
  await expect.poll(height, { timeout: rows * 12, interval: 20 }).toBe(left * itemPixels);
  const drawnTo = (): Promise<number> =>
    page.evaluate(
      String.raw`Number(/translateY\((\d+)px\)/.exec(document.querySelector('.virtual li:last-child')?.style.transform)?.[1])`,
    ) as Promise<number>;
  await expect.poll(drawnTo, { timeout: 30_000 }).toBe((left - 1) * itemPixels);
  console.log(`scrolled through ${left} rows in ${Math.round((performance.now() - begun) / 1000)} s`);
  expect(await page.locator('.virtual li').count()).toBeLessThan(60);
  // The last one is opened like the first.
  const last = page.locator('.virtual li').last();
  const words = /第 \d+ 行/.exec((await last.textContent()) ?? '')?.[0] ?? '';
  await page.locator('.virtual li').filter({ hasText: words }).getByRole('button').click();
  await row(officer).filter({ hasText: words }).waitFor();
  await officer.expectSound();
  await officer.close();
}, 1_500_000);
