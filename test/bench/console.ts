import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { createClient } from '../../infra/cli/client.ts';
import { findChromium } from '../console/support/chromium.ts';
import { sendWaitingRows, waitingPlace } from '../console/support/waiting-rows.ts';
import { allScopes } from '../support/connector.ts';
import { startProcess, stopProcess } from '../support/host-process.ts';
import { quantiles, show } from './measure.ts';
import { startPlainList } from './plain-list.ts';

const rowsByDefault = 10_000;
const loads = 5;
const decisions = 20;

/** The console in a browser, beside the same list as plain HTML. */
export async function benchConsole({ rows = rowsByDefault }: { rows: number | undefined }): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) {
    console.log('The console: not measured, there is no Chromium here (install chromium, or set CHROMIUM)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-console-'));
  const host = await startProcess(join(folder, 'data'));
  const client = await createClient(host.urls.api, { agency: 'bureau', scope: allScopes });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const plain = await startPlainList(client);
  try {
    await sendWaitingRows(client, rows);
    console.log(
      `The console, ${rows} rows waiting: milliseconds, the median of ${loads} (in brackets: the longest)`,
    );
    await showLoads(browser, { api: host.urls.api, plain: plain.url });
    await showDecisions(browser, { api: host.urls.api, plain: plain.url });
  } finally {
    plain.close();
    await browser.close();
    await stopProcess(host);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Addresses {
  readonly api: string;
  readonly plain: string;
}

const said = (times: readonly number[]): string => {
  const { p50 } = quantiles(times);
  return `${Math.round(p50)} (${Math.round(Math.max(...times))})`;
};

/** Milliseconds since the page was asked for; redirects before it are not counted. */
const sinceAsked = (page: Page): Promise<number> =>
  page.evaluate("performance.now() - performance.getEntriesByType('navigation')[0].fetchStart");

const consoleRow = (page: Page) => page.getByRole('heading', { level: 2, name: /，第 \d+ 行$/ });
const plainRow = (page: Page) => page.getByRole('heading', { level: 1, name: /^第 \d+ 行$/ });

/**
 * Signs a person in, up to the list. The page is loaded for the sign-in and again after it, from the cache.
 * @returns milliseconds from the second time to the list, the token among them
 */
async function openList(page: Page, api: string): Promise<number> {
  await page.goto(`${api}/console#${waitingPlace}`);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '卓玛' }).click();
  await page.locator('.virtual li').first().waitFor();
  return sinceAsked(page);
}

async function showLoads(browser: Browser, { api, plain }: Addresses): Promise<void> {
  const times = { first: [] as number[], list: [] as number[], plain: [] as number[] };
  const inNewBrowser = async (measure: (page: Page) => Promise<number>): Promise<number> => {
    const context = await browser.newContext();
    const time = await measure(await context.newPage());
    await context.close();
    return time;
  };
  let bytes = 0;
  // The first of each is not counted: it meets a machine that has just read the rows.
  for (let load = 0; load <= loads; load++) {
    times.first.push(
      await inNewBrowser(async (page) => {
        bytes = await bytesOf(page, `${api}/console#/public`);
        await page.getByRole('heading', { name: '公示', exact: true }).waitFor();
        return sinceAsked(page);
      }),
    );
    times.list.push(await inNewBrowser((page) => openList(page, api)));
    times.plain.push(
      await inNewBrowser(async (page) => {
        await page.goto(plain);
        await page.locator('li').first().waitFor();
        return sinceAsked(page);
      }),
    );
  }
  show('first load, bytes sent', String(bytes), '200,000');
  show('to the first screen, nothing in the cache', said(times.first.slice(1)));
  show('to the list of rows, back from the sign-in, with the token', said(times.list.slice(1)));
  show('the same list as plain HTML', said(times.plain.slice(1)));
}

/** Bytes that the browser receives for a page and what it loads at once. */
async function bytesOf(page: Page, address: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(address, { waitUntil: 'load' });
  await session.detach();
  return bytes;
}

/** From the key to the next row: the decision is made in between, one after the other. */
async function showDecisions(browser: Browser, { api, plain }: Addresses): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  await openList(page, api);
  await consoleRow(page).waitFor();
  await page.keyboard.press('x');
  await page.keyboard.type('重复报送');
  const ours = await timesOf(page, consoleRow(page), async () => {
    await page.keyboard.press('Control+Enter');
    return () => page.keyboard.press('x');
  });
  const beside = await (await browser.newContext()).newPage();
  await beside.goto(plain);
  const theirs = await timesOf(beside, plainRow(beside), async () => {
    await beside.getByRole('button').focus();
    await beside.keyboard.press('Enter');
    return () => Promise.resolve();
  });
  show(`key press to the next row, ${decisions} decisions`, said(ours));
  show('the same by a form of plain HTML', said(theirs));
}

async function timesOf(
  page: Page,
  row: ReturnType<typeof consoleRow>,
  press: () => Promise<() => Promise<void>>,
): Promise<number[]> {
  const times: number[] = [];
  for (let count = 0; count < decisions; count++) {
    const before = (await row.textContent()) ?? '';
    const begun = performance.now();
    const after = await press();
    await row.filter({ hasNotText: before }).waitFor();
    times.push(performance.now() - begun);
    await after();
  }
  await page.context().close();
  return times;
}
