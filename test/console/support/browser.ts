import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, expect, inject, onTestFailed } from 'vitest';
import { findChromium } from './chromium.ts';

/** What the page showed when a test failed. */
const pictures = join(import.meta.dirname, '../../../.local/console-failures');

const screens = join(import.meta.dirname, '../../../docs/screens');

let started: Promise<Browser> | undefined;
const browser = (): Promise<Browser> => {
  started ??= chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox'] });
  return started;
};

/** A browser of one officer, and all that went wrong in it. */
export interface Officer {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Opens a place of the console: `/waiting?source=court`. */
  open(place: string): Promise<void>;
  /** No violation of the policy, no error, no other host, nothing personal in address or storage, no finding of axe. */
  expectSound(): Promise<void>;
  /** Keeps a picture in `docs/screens/`, where the run is to. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** What of the browser's own log is no error of the page: a refusal that a test provokes. */
const isProvoked = (text: string): boolean => /Failed to load resource|ERR_INTERNET_DISCONNECTED/.test(text);

/** A browser of its own, with the name of nobody. */
export async function openBrowser({ dark = false, api = inject('api') } = {}): Promise<Officer> {
  const context = await (await browser()).newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const wrong: string[] = [];
  const page = await context.newPage();
  watch(page, wrong, api);
  onTestFailed(({ task }) =>
    page.screenshot({ path: join(pictures, `${task.id}.png`) }).then(() => undefined),
  );
  await page.goto(`${api}/console`);
  return {
    page,
    context,
    open: async (place) => {
      await page.goto(`${api}/console#${place}`);
      await settled(page);
    },
    expectSound: async () => {
      await settled(page);
      wrong.push(...(await findingsOf(page)), ...(await personalIn(page)));
      expect(wrong).toEqual([]);
    },
    picture: async (name) => {
      if (!process.env['SCREENS']) return;
      await page.screenshot({ path: join(screens, `${name}.png`) });
    },
    close: () => context.close(),
  };
}

function watch(page: Page, wrong: string[], api: string): void {
  page.on('console', (message) => {
    if (message.type() === 'error' && !isProvoked(message.text())) wrong.push(message.text());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(api) && !/^(data|blob):/.test(url)) wrong.push(`asked ${url}`);
  });
}

/** Nothing is being read any more. */
const settled = (page: Page): Promise<void> =>
  expect.poll(() => page.locator('.loading').count(), { timeout: 30_000 }).toBe(0);

/** WCAG 2.2 AA, as far as a program finds it. */
async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: { run(options: object): Promise<{ violations: unknown }> } })
      .axe;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await run.run({ runOnly: tags })).violations as {
      id: string;
      nodes: { target: unknown; failureSummary?: string }[];
    }[];
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${JSON.stringify(target)} ${failureSummary}`),
  );
}

const residentNumber = /\d{17}[\dX]|[0-9A-Z]{18}/;

/** Numbers of subjects in what outlives the page. A run's id has 26 characters. */
async function personalIn(page: Page): Promise<string[]> {
  const kept = (await page.evaluate(
    '[location.href, document.title, ...Object.values({ ...localStorage, ...sessionStorage })]',
  )) as string[];
  return kept
    .map((text) => text.replace(/\b[0-9A-Z]{26}\b/g, ''))
    .filter((text) => residentNumber.test(text))
    .map((text) => `kept ${text}`);
}

/** Signs a made-up person in. */
export async function signIn(name: string, options?: { dark?: boolean; api?: string }): Promise<Officer> {
  const officer = await openBrowser(options);
  await officer.page.getByRole('button', { name: '登录' }).click();
  await officer.page.getByRole('button', { name }).click();
  await officer.page.getByText(name).first().waitFor();
  await officer.page.getByRole('heading', { name: '今日工作台' }).waitFor();
  await settled(officer.page);
  return officer;
}

/** Closes what a file opened. */
export const closeBrowsers = (): void => {
  afterAll(async () => {
    await (await started)?.close();
    started = undefined;
  });
};
