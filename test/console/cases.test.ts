import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { samplePopulation } from '../fuzz/api/planted.ts';
import { scanOf } from '../support/attachment-files.ts';
import { layoutOf, seenOn } from '../support/pdf-layout.ts';
import { closeBrowsers, type Officer, signIn } from './support/browser.ts';
import { bureau, find, type Known } from './support/findings.ts';

closeBrowsers();

const { institutions, people } = samplePopulation();
const [insured] = people.filter(({ category }) => category === 'insured-person').slice(-4);
const [pharmacy] = institutions.filter(({ category }) => category === 'pharmacy').slice(-5);
const known = (one: Known | undefined): Known => one ?? { id: '', name: '', category: '' };

const scan = (title: string) => ({
  name: `${title}.pdf`,
  mimeType: 'application/pdf',
  buffer: scanOf(title),
});
/** Who is suspended there. */
const atSettlement = async (): Promise<string> => {
  const { entries } = (await (await fetch(`${inject('settlement')}/_state`)).json()) as { entries: object[] };
  return JSON.stringify(entries);
};

/** An objection that is open. @returns its id */
async function lodged({ id, name, category }: Known): Promise<string> {
  const who = { scheme: 'uscc', id } as const;
  const objection = (await (
    await bureau(inject('api'))
  ).call('POST', '/v1/objections', {
    subject: { ...who, category },
    applicant: { capacity: 'self', ...who, name },
    grounds: '事实有误',
  })) as { id: string };
  return objection.id;
}
const [hospital, otherHospital] = institutions.filter(({ category }) => category === 'medical-institution');

/** Fills in who it is about, who applies, and the decisions. */
async function fillApplication({ page }: Officer, { id, name, category }: Known, document: string) {
  await page.getByLabel('主体类别').selectOption(category);
  await page.getByLabel('号码', { exact: true }).fill(id);
  await page.getByLabel('申请人姓名（名称）').fill(name);
  await page.getByRole('button', { name: '从信用档案选择' }).click();
  await page.getByRole('checkbox', { name: new RegExp(document.replace(/[〔〕]/g, '.')) }).check();
  await page.getByLabel(/事实和理由/).fill('文书认定的当事人并非本人');
}

/** Chooses a verdict with a reason, sees what it does, and says it. */
async function decide({ page }: Officer, verdict: string, reason: string) {
  await page.getByText(verdict, { exact: true }).click();
  await page.getByLabel('理由（必填，写入文书）').fill(reason);
  await page.getByRole('button', { name: '作出决定', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '作出决定', exact: true }).click();
}

/** A printout of the page has who, when and of what; lists and buttons are not on it. */
async function expectPrintout({ page }: Officer, officer: string, number: RegExp) {
  await page.emulateMedia({ media: 'print' });
  const footer = page.getByText(new RegExp(`${officer} 于 \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d 查看`));
  expect(await footer.isVisible()).toBe(true);
  expect(await footer.textContent()).toMatch(number);
  expect(await page.getByRole('button').count()).toBe(0);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.emulateMedia({ media: 'screen' });
}

/** The words of a paper that is downloaded, as they are drawn on its pages. */
async function paperOf({ page }: Officer, button: RegExp): Promise<{ name: string; words: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  const words = seenOn(layoutOf(bytes))
    .map(({ text }) => text)
    .join('\n');
  return { name: download.suggestedFilename(), words };
}

it('an objection is lodged and decided; a second officer confirms it, and the suspension ends at the settlement system', async () => {
  const client = await bureau(inject('api'));
  const subject = known(insured);
  await find(client, subject, [
    { document: '藏医保查〔2026〕9701号', indicator: 'ip.impersonation', amount: '3200' },
    { document: '藏医保查〔2026〕9702号', indicator: 'ip.credential-lending', amount: '3000' },
  ]);
  const [officer, second] = await Promise.all([signIn('央金'), signIn('王芳')]);
  await second.open('/reviews?kind=suspension');
  await second.page
    .getByRole('button', { name: new RegExp(subject.name) })
    .first()
    .click();
  await second.page.getByLabel(/理由/).fill('文书齐全，同意');
  await second.page.getByRole('button', { name: '放行', exact: true }).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: '放行' }).click();
  await expect.poll(atSettlement, { timeout: 30_000 }).toContain(subject.id);

  const { page } = officer;
  await officer.open('/cases');
  await page.getByRole('button', { name: '登记异议' }).click();
  await fillApplication(officer, subject, '藏医保查〔2026〕9701号');
  await page.setInputFiles('input[type=file]', scan('证明材料'));
  await page.getByText('证明材料.pdf').waitFor();
  await officer.expectSound();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('heading', { name: /^异议申诉 \d{4}-1$/ }).waitFor();
  await page
    .getByRole('button', { name: /异议申诉 .*个工作日/s })
    .first()
    .waitFor();
  await officer.expectSound();

  // What upholding would change is shown before it can be decided.
  await page.getByText('异议成立，更正评价结果', { exact: true }).click();
  await page.getByText(/将解除暂停医保费用联网结算/).waitFor();
  await page.getByText(/将解除暂停医保费用联网结算/).scrollIntoViewIfNeeded();
  await officer.picture('cases');
  await decide(officer, '异议成立，更正评价结果', '经核实，确系冒用');
  await page.getByText('由本人提出，须由另一名').waitFor();
  await officer.expectSound();
  expect(await atSettlement()).toContain(subject.id);

  await second.open('/reviews?kind=objection');
  await second.page
    .getByRole('button', { name: new RegExp(subject.name) })
    .first()
    .click();
  // It is decided where it waits.
  await second.page.getByRole('button', { name: '打开并办理' }).click();
  await second.page.getByRole('heading', { name: '确认或者不予支持' }).waitFor();
  await second.page.getByText('确认更正', { exact: true }).click();
  await second.page.getByText(/将解除暂停医保费用联网结算/).waitFor();
  await second.expectSound();
  await decide(second, '确认更正', '同意');
  await second.page.getByRole('heading', { name: '处理结果' }).waitFor();
  await expect.poll(atSettlement, { timeout: 30_000 }).not.toContain(subject.id);
  await second.open(page.url().split('#')[1] ?? '');
  await second.page.getByRole('heading', { name: '处理结果' }).waitFor();
  await expectPrintout(second, '王芳', /案件编号 insured-person\./);
  const { name, words } = await paperOf(second, /附件2/);
  expect(name).toMatch(/^异议信息处理结果反馈单 \d{4}-1\.pdf$/);
  expect(words).toContain(subject.name);
  await second.expectSound();
  await Promise.all([officer.close(), second.close()]);
});

it('a repair is extended, refused by a ground, objected to, and decided by another officer', async () => {
  const client = await bureau(inject('api'));
  const subject = known(pharmacy);
  await find(client, subject, [{ document: '藏医保查〔2026〕9711号', indicator: 'ph.interview', count: 1 }]);
  const [officer, second] = await Promise.all([signIn('央金'), signIn('扎西')]);
  const { page } = officer;
  await officer.open('/cases?lodge=repair');
  await fillApplication(officer, subject, '藏医保查〔2026〕9711号');
  for (const label of ['信用修复申请表（附件3）', '整改证明材料', '信用承诺'])
    await page.getByLabel(label).setInputFiles(scan(label));
  await page.getByText('信用承诺.pdf').waitFor();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByRole('heading', { name: /^信用修复 1$/ }).waitFor();
  const place = page.url().split('#')[1] ?? '';
  await page
    .getByText(/未满6个月/)
    .first()
    .waitFor();
  await officer.expectSound();

  await page.getByText(/情况复杂，延长办理期限/).click();
  await page.getByLabel('理由（必填，随决定留存）').fill('需实地核查');
  await page.getByRole('button', { name: '延长', exact: true }).click();
  await page.getByText(/已由 yangjin 延长/).waitFor();

  await decide(officer, '不予修复', '认定未满六个月');
  await page.getByRole('heading', { name: '处理意见' }).waitFor();
  const { words } = await paperOf(officer, /附件5/);
  const serial =
    (await page
      .getByText(/^\d{4}-\d{4}$/)
      .first()
      .textContent()) ?? '';
  for (const word of [serial, subject.name, '0891-6300000', '未满6个月']) expect(words).toContain(word);

  await page.getByText('登记对不予修复的异议（附件5）').click();
  await page.getByLabel('申请人姓名（名称）').fill(subject.name);
  await page.getByLabel('申请人号码种类').selectOption('uscc');
  await page.getByLabel('申请人号码', { exact: true }).fill(subject.id);
  await page.getByLabel(/事实和理由/).fill('已经整改');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.getByText('由本人作出不予修复的决定，须由另一人办理异议。').waitFor();
  await officer.expectSound();

  await second.open(place);
  await decide(second, '维持不予修复', '情形仍然存在');
  await second.page.getByText('情形仍然存在').waitFor();
  await second.expectSound();
  await Promise.all([officer.close(), second.close()]);
});

it('a case that another officer decided meanwhile says who and when, and keeps what was typed', async () => {
  const [first, other] = await Promise.all([signIn('央金'), signIn('扎西')]);
  const id = await lodged(known(hospital));
  for (const officer of [first, other]) await officer.open(`/cases?case=objection.${id}`);
  for (const officer of [first, other]) await officer.page.getByText('维持原结果', { exact: true }).click();
  await decide(other, '维持原结果', '核实无误');
  await other.page.getByRole('heading', { name: '处理结果' }).waitFor();
  await decide(first, '维持原结果', '已核实，维持');
  await first.page.getByText(/zhaxi 已于 .* 办理/).waitFor();
  expect(await first.page.getByLabel('理由（必填，写入文书）').inputValue()).toBe('已核实，维持');
  await first.expectSound();
  await Promise.all([first.close(), other.close()]);
});

it('deadlines stand in a calendar of working days and on the workbench; the empty forms are there to print', async () => {
  await lodged(known(otherHospital));
  const officer = await signIn('央金');
  const { page } = officer;
  await page
    .getByRole('link', { name: /异议与修复/ })
    .nth(1)
    .waitFor();
  await officer.open('/cases');
  const { words } = await paperOfForm(officer, '异议信息处理申请表（附件1）');
  expect(words).toContain('异议信息处理申请表');
  expect((await paperOfForm(officer, '信用修复申请表（附件3）')).words).toContain('信用修复申请表');
  expect((await paperOfForm(officer, '信用修复告知')).words).toContain('信用修复');
  const due = page.getByRole('button', { name: /件到期/ });
  for (let months = 0; months < 3 && (await due.count()) === 0; months++)
    await page.getByRole('button', { name: '下一月' }).click();
  await due.first().click();
  await page.getByRole('button', { name: /^只看 / }).waitFor();
  await officer.expectSound();
  await officer.close();
});

const paperOfForm = async (officer: Officer, words: string) => {
  if (!(await officer.page.getByRole('button', { name: words }).isVisible()))
    await officer.page.getByText('空白表格').click();
  return paperOf(officer, new RegExp(`^${words}$`));
};
