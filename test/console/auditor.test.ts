import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { expect, inject, it } from 'vitest';
import { createClient } from '../../infra/cli/client.ts';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';

closeBrowsers();

const institutions = samplePopulation().institutions.slice(0, 30);
/** An agency whose case number a spreadsheet program would take for a formula. */
const agency = 'market-bureau';
const reference = '=HYPERLINK("http://x")';

async function ask(subjects: typeof institutions): Promise<void> {
  const client = await createClient(inject('api'), { agency, scope: 'grades:read' });
  await client.call('POST', '/v1/grades/query', {
    purpose: 'supervision',
    reference,
    subjects: subjects.map(({ id, category }) => ({ scheme: 'uscc', id, category })),
  });
}

/** Clicks what saves a file, and reads it. */
async function saved({ page }: Officer, name: string): Promise<{ text: string; rows: string[][] }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  return { text, rows: parse(text, { bom: true }) };
}

it('what another agency asked shows up, an unusual day is marked, and the export has it without a formula', async () => {
  await ask(institutions);
  const auditor = await signIn('白玛');
  const { page } = auditor;
  await auditor.open('/receipts');
  const row = page.getByRole('row', { name: new RegExp(agency) });
  await row.getByText(new Date().toISOString().slice(0, 4)).waitFor();
  await auditor.expectSound();
  await row.getByRole('link', { name: agency }).click();
  await page.getByRole('cell', { name: reference }).waitFor();
  await auditor.expectSound();

  const receipts = await saved(auditor, '导出全部回执');
  expect(receipts.text.startsWith('\u{feff}')).toBe(true);
  expect(receipts.rows[0]).toEqual([
    '回执编号',
    '时间（北京）',
    '机构',
    '经办',
    '用途',
    '案件编号',
    '查询主体数',
    '披露主体数',
  ]);
  expect(receipts.rows[1]?.slice(2)).toEqual([
    agency,
    expect.any(String),
    '监督检查',
    `'${reference}`,
    String(institutions.length),
    expect.stringMatching(/^\d+$/),
  ]);
  const counts = await saved(auditor, '导出统计');
  expect(counts.rows.slice(1).map(([, of, , times, subjects]) => [of, times, subjects])).toEqual([
    [agency, '1', String(institutions.length)],
  ]);
  await auditor.close();
});

it('an officer who opens a credit file is seen by name, and the reason stays sealed', async () => {
  const reader = await signIn('央金');
  await reader.open('/files');
  const [pharmacy] = samplePopulation().institutions.filter(({ category }) => category === 'pharmacy');
  await reader.page.getByLabel('主体类别').selectOption('pharmacy');
  await reader.page.getByLabel('号码', { exact: true }).fill(pharmacy?.id ?? '');
  await reader.page.getByLabel(/查阅理由/).fill('留痕核对');
  await reader.page.getByRole('button', { name: '查阅' }).click();
  await reader.page.getByRole('heading', { name: pharmacy?.name ?? '' }).waitFor();
  const auditor = await signIn('白玛');
  await auditor.open('/receipts?agency=demo');
  const row = auditor.page.getByRole('row', { name: /yangjin.*查阅信用档案/ }).last();
  await row.getByText('（理由已加密留存）').waitFor();
  expect(await auditor.page.getByText('留痕核对').count()).toBe(0);
  await auditor.expectSound();
  await Promise.all([reader.close(), auditor.close()]);
});
