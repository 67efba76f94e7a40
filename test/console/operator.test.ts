import { afterEach, expect, inject, it } from 'vitest';
import { createClient } from '../../infra/cli/client.ts';
import { dayOf } from '../../lib/shared/day.ts';
import type { DeliveryCountsAnswer } from '../../schemas/api.ts';
import type { ConvergenceAnswer } from '../../schemas/convergence.ts';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { allScopes } from '../support/connector.ts';
import { closeBrowsers, signIn } from './support/browser.ts';

closeBrowsers();

const [pharmacy] = samplePopulation()
  .institutions.filter(({ category }) => category === 'pharmacy')
  .slice(-6);

const fault = (mode: string) =>
  fetch(`${inject('directory')}/_faults`, { method: 'POST', body: JSON.stringify({ mode }) });
const held = async (): Promise<{ entries: readonly Record<string, unknown>[] }> =>
  (await fetch(`${inject('directory')}/_state`)).json() as never;
/** What the directory has of the pharmacy. */
const versionThere = async () =>
  (await held()).entries.find((row) => JSON.stringify(row).includes(pharmacy?.id ?? ''))?.['version'];

const client = () => createClient(inject('api'), { agency: 'demo', scope: allScopes });
/** Findings that lower the grade of the pharmacy. */
async function submitFindings(documentNumber: string): Promise<void> {
  const records = ['ph.licence-withheld', 'ph.risk-control'].map((indicator, index) => ({
    documentNumber: `${documentNumber}之${index + 1}号`,
    category: 'pharmacy',
    scheme: 'uscc',
    id: pharmacy?.id,
    name: pharmacy?.name,
    indicator,
    matter: '医保基金使用检查',
    decidedOn: dayOf(new Date()),
    count: 1,
    status: '正常',
    authority: '西藏自治区医疗保障局',
  }));
  const sender = await client();
  const bytes = new TextEncoder().encode(JSON.stringify(records));
  const run = await sender.follow(await sender.submit('medical-insurance', '检查.json', bytes));
  expect(run).toMatchObject({ accepted: 2 });
}
const pauseOfBreaker = async (): Promise<number> => {
  const answer = (await (await client()).call('GET', '/v1/deliveries/counts')) as DeliveryCountsAnswer;
  const until = answer.receivers.find(({ receiver }) => receiver === 'directory')?.breaker.openUntil;
  return until ? Date.parse(until) - Date.now() : 0;
};

/** Compares both receivers with the files, to the end. */
async function compare(): Promise<void> {
  const officer = await client();
  const { id } = (await officer.call('POST', '/v1/convergence')) as { id: string };
  const lastId = async () => ((await officer.call('GET', '/v1/convergence')) as ConvergenceAnswer).last?.id;
  await expect.poll(lastId, { timeout: 60_000, interval: 500 }).toBe(id);
}

afterEach(() => fault('ok'));

it('a receiver that stops is seen with what waits for it; when it is back, all is tried again and arrives there', async () => {
  const before = await versionThere();
  await compare();
  await fault('refuse');
  await submitFindings('藏医保查〔2026〕9701');
  await expect.poll(pauseOfBreaker, { timeout: 60_000, interval: 500 }).toBeGreaterThan(15_000);

  const officer = await signIn('平措');
  const { page } = officer;
  await page.getByText('接收方没有应答').waitFor();
  await officer.expectSound();
  await page.getByRole('link', { name: /公共信用信息目录没有应答/ }).click();
  await page.getByText(/没有应答，已暂停推送/).waitFor();
  await page.getByRole('cell', { name: /定点零售药店/ }).waitFor();
  expect(await versionThere()).toBe(before);
  await officer.expectSound();
  await officer.picture('deliveries');

  await fault('ok');
  await page.getByRole('button', { name: '全部重新推送' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('heading', { name: '重新推送 1 件' }).waitFor();
  await officer.expectSound();
  await question.getByRole('button', { name: '重新推送', exact: true }).click();
  await page.getByText('已安排 1 件').waitFor();
  await expect.poll(versionThere, { timeout: 90_000, interval: 500 }).not.toBe(before);
  await page.getByText('没有符合条件的推送').waitFor();
  await page.getByText('正常应答').first().waitFor();
  await officer.expectSound();
  await officer.close();
});

it('a difference is found by a comparison, decided with a reason, and gone with the next comparison', async () => {
  const officer = await signIn('平措');
  const { page } = officer;
  const [entry] = (await held()).entries;
  await fetch(`${inject('directory')}/_records`, {
    method: 'POST',
    body: JSON.stringify({ lose: [entry?.['recordId']] }),
  });
  await officer.open('/deliveries');
  await page.getByRole('button', { name: '比对', exact: true }).click();
  const difference = page.getByRole('row', { name: /接收方缺少该记录/ });
  await difference.getByRole('button', { name: '重新推送' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByLabel(/理由/).fill('与平台核实，系其误删');
  await officer.expectSound();
  await question.getByRole('button', { name: '重新推送' }).click();
  await difference.getByText(/已重新推送/).waitFor();
  await expect
    .poll(async () => (await held()).entries.some((row) => row['recordId'] === entry?.['recordId']), {
      timeout: 60_000,
    })
    .toBe(true);
  await page.getByRole('button', { name: '比对', exact: true }).click();
  await page.getByText('没有差异').waitFor();
  await officer.expectSound();
  await officer.close();
});
