import { createHash } from 'node:crypto';
import { create } from 'fontkit';
import { withoutPrivateUse } from '../shared/private-use.ts';
import { plainDay, spelledMonths, writtenDay } from './chinese-day.ts';
import {
  MissingGlyphs,
  type Notice,
  type ObjectionReply,
  type RepairConfirmation,
  type RepairRefusal,
} from './notice.ts';
import { openPage, type Page } from './page.ts';

const regulation = '《西藏自治区医疗保障基金使用信用管理办法（试行）》';
const titles: Record<Notice['kind'], string> = {
  'objection-reply': '异议信息处理结果反馈单',
  'repair-confirmation': '信用修复确认通知书',
  'repair-refusal': '不予信用修复告知书',
};

/**
 * A notice as PDF. Equal notices in one font give equal bytes.
 * @throws MissingGlyphs for characters that the font does not have
 */
export async function renderNotice(given: Notice, font: Uint8Array): Promise<Uint8Array> {
  const text = JSON.stringify(given, (_key, value) => (typeof value === 'string' ? legible(value) : value));
  const notice = JSON.parse(text) as Notice;
  checkGlyphs(notice, font);
  const title = titles[notice.kind];
  const page = openPage(font, { title, issuedOn: notice.issuedOn, fingerprint: digestOf(text) });
  page.title(title, notice.number);
  if (notice.kind === 'objection-reply') objectionReply(page, notice);
  else if (notice.kind === 'repair-confirmation') repairConfirmation(page, notice);
  else repairRefusal(page, notice);
  return page.finish();
}

function objectionReply(page: Page, notice: ObjectionReply): void {
  page.table([
    { label: '申请单位（人）', text: notice.applicant },
    { label: '异议信息申请内容', text: notice.content, height: 160 },
    {
      label: '异议信息处理结果',
      text: notice.result,
      foot: [`经办人：${notice.officer}`, `${notice.bureau}（盖章）`, writtenDay(notice.issuedOn)],
      height: 240,
    },
    { label: '备注', text: notice.remark ?? '', height: 60 },
  ]);
}

function repairConfirmation(page: Page, notice: RepairConfirmation): void {
  page.table([
    { label: '失信主体名称', text: notice.name },
    { label: '统一社会信用代码（自然人身份证号）', text: notice.id },
    { label: '法定代表人', text: notice.representative ?? '' },
    { label: '联系方式', text: notice.contact ?? '' },
    { label: '失信信息内容', text: notice.dishonesty, height: 90 },
    {
      label: '修复条件认定情况',
      text: `经核实，不良信息主体已履行法定责任和义务，社会不良影响基本消除。至申请日，不良信息已披露${spelledMonths(notice.monthsOnRecord)}，期间未产生新的记入信用档案的同类不良信息。`,
      height: 110,
    },
    {
      label: '修复处理意见',
      text: `${notice.opinion}\n自${plainDay(notice.effectiveOn)}起不再公示，不再计入评价；失信记录不撤销。`,
      foot: [`经办人：${notice.officer}`, `${notice.bureau}（盖章）`, writtenDay(notice.issuedOn)],
      height: 170,
    },
  ]);
}

function repairRefusal(page: Page, notice: RepairRefusal): void {
  page.paragraph(`${notice.name}：`);
  page.paragraph(
    `我局于${plainDay(notice.receivedOn)}收到你（单位）的信用修复申请。经审查，不符合${regulation}的规定，决定不予信用修复。`,
  );
  for (const { words, article, possibleFrom } of notice.grounds) {
    const from = possibleFrom ? `；自${plainDay(possibleFrom)}起可以再次申请` : '';
    page.paragraph(`理由：${words}（${article}）${from}。`);
  }
  if (notice.opinion) page.paragraph(`说明：${notice.opinion}`);
  page.paragraph(
    `如不服本决定，可以自收到本告知书之日起${notice.objectionWorkingDays}个工作日内，向${notice.bureau}提出异议申请。`,
  );
  page.signature([
    `经办人：${notice.officer}`,
    `经办人电话：${notice.phone ?? ''}`,
    `${notice.bureau}（公章）`,
    writtenDay(notice.issuedOn),
  ]);
}

/** Replaces the private-use characters of old code pages, removes zero-width characters, and unifies line ends. */
const legible = (text: string): string =>
  withoutPrivateUse(text)
    .replace(/\p{Cf}|\p{Variation_Selector}/gu, '')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ');

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Checks every character, because the renderer draws nothing, without an error, for one that the font lacks. */
function checkGlyphs(notice: Notice, font: Uint8Array): void {
  const known = create(Buffer.from(font));
  if (!('hasGlyphForCodePoint' in known)) throw new RangeError('the file holds no single font');
  const missing = [...new Set(textsOf(notice).join(''))].filter(
    (character) => character !== '\n' && !known.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
  if (missing.length > 0) throw new MissingGlyphs(missing);
}

/**
 * All texts of a value. JSON text does not serve: it escapes a lone surrogate or a control character as plain
 * letters.
 */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};
