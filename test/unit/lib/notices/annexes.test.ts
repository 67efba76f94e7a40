import { describe, expect, it } from 'vitest';
import type { ObjectionReply, RepairConfirmation, RepairRefusal } from '../../../../lib/notices/notice.ts';
import { renderForm, renderNotice } from '../../../../lib/notices/render.ts';
import { loadNoticeFont } from '../../../../lib/runtime/notice-font.ts';
import { day } from '../../../../lib/shared/day.ts';
import { layoutOf, type Seen, seenOn } from '../../../support/pdf-layout.ts';

/**
 * Each notice and form beside its annex. On the left stands what is printed, cell by cell and line by line, from top to
 * bottom; the comment above each says what the annex has there. What the annex leaves open is filled in.
 */
const bureau = '拉萨市医疗保障局';
const issuedOn = day('2026-11-25');

const seen = async (pdf: Promise<Uint8Array>): Promise<Seen[]> => seenOn(layoutOf(await pdf));
const onPage = (all: readonly Seen[], page: number): string[] =>
  all.filter((one) => one.page === page).map(({ kind, text }) => (kind === 'cell' ? `[${text}]` : text));
const noticed = async (notice: Parameters<typeof renderNotice>[0]) =>
  seen(renderNotice(notice, await loadNoticeFont()));

const reply: ObjectionReply = {
  kind: 'objection-reply',
  bureau,
  issuedOn,
  applicant: '次仁扎西',
  content: '对2026年度信用评价结果（E）提出异议。',
  result: '经核实，评价结果有误，予以更正。',
  remark: '不再计入评价：藏医保查〔2026〕2号',
};

const confirmation: RepairConfirmation = {
  kind: 'repair-confirmation',
  number: '2026-0001',
  bureau,
  officer: '经办员甲',
  issuedOn,
  name: '拉萨测试大药房有限公司',
  id: '91540100MA6T1000XP',
  representative: '测试甲',
  contact: '0891-1111111',
  dishonesty: '2025年8月5日，西藏自治区医疗保障局，藏医保查〔2025〕3号',
  disclosed: { months: 15, never: [] },
  opinion: '准予修复。',
  effectiveOn: issuedOn,
};

const refusal: RepairRefusal = {
  kind: 'repair-refusal',
  number: '2026-0002',
  bureau,
  officer: '经办员甲',
  phone: '0891-0000000',
  issuedOn,
  name: '格桑卓玛',
  receivedOn: day('2026-11-02'),
  grounds: [
    {
      words: '未满6个月',
      article: '第二十九条第一项',
      documentNumber: '藏医保查〔2026〕3号',
      possibleFrom: day('2027-01-05'),
    },
  ],
  opinion: '',
};

describe('附件2 异议信息处理结果反馈单', () => {
  it('has the four rows of the annex, no number and no officer', async () => {
    expect(onPage(await noticed(reply), 0)).toEqual([
      '异议信息处理结果反馈单',
      // 申请单位（人）
      '[申请单位（人）]',
      '[次仁扎西]',
      // 异议信息申请内容
      '[异议信息申请内容]',
      '[对2026年度信用评价结果（E）提出异议。]',
      // 异议信息处理结果 | XX 医疗保障局 年 月 日（盖章）
      '[异议信息处理结果]',
      '[经核实，评价结果有误，予以更正。拉萨市医疗保障局二〇二六年十一月二十五日（盖章）]',
      // 备注
      '[备注]',
      '[不再计入评价：藏医保查〔2026〕2号]',
      '第1页共1页',
    ]);
  });
});

describe('附件4 信用修复确认通知书', () => {
  const sentences = (disclosed: string) =>
    `[经核实，不良信息主体已履行法定责任和义务，社会不良影响基本消除。至申请日，不良信息${disclosed}，期间未产生新的记入信用档案的同类不良信息。]`;

  it('has the headings and sentences of the annex', async () => {
    expect(onPage(await noticed(confirmation), 0)).toEqual([
      '信用修复确认通知书',
      '编号：2026-0001',
      // 申请修复的失信主体 | 主体名称 (填写法人单位名称或自然人名称)
      '[申请修复的失信主体]',
      '[主体名称(填写法人单位名称或自然人名称)]',
      '[拉萨测试大药房有限公司]',
      // 统一社会信用代码 (自然人填写身份证号)
      '[统一社会信用代码(自然人填写身份证号)]',
      '[91540100MA6T1000XP]',
      '[法定代表人]',
      '[测试甲]',
      '[联系方式]',
      '[0891-1111111]',
      '[失信信息内容]',
      '[2025年8月5日，西藏自治区医疗保障局，藏医保查〔2025〕3号]',
      // 医疗保障部门意见 | 修复条件认定情况 | 两句
      '[医疗保障部门意见]',
      '[修复条件认定情况]',
      sentences('已披露1年3个月'),
      // 修复处理意见 | 经办人： 单位（盖章） 年 月 日
      '[修复处理意见]',
      '[准予修复。自2026年11月25日起不再公示，不再计入评价；失信记录不撤销。经办人：经办员甲单位（盖章）：拉萨市医疗保障局二〇二六年十一月二十五日]',
      '第1页共1页',
    ]);
  });

  it.each([
    ['less than a month', { months: 0, never: [] }, '已披露0年0个月'],
    ['nothing was public', { never: ['藏医保查〔2025〕3号'] }, '未向社会公开披露'],
    [
      'part was public',
      { months: 27, never: ['藏医保查〔2025〕4号'] },
      '已披露2年3个月（其中藏医保查〔2025〕4号未向社会公开披露）',
    ],
  ])('invents no figure: %s', async (_what, disclosed, said) => {
    const page = onPage(await noticed({ ...confirmation, disclosed }), 0);
    expect(page).toContain(sentences(said));
  });
});

describe('附件5 不予信用修复告知书', () => {
  it('has the sentences of the annex, filled in', async () => {
    expect(onPage(await noticed(refusal), 0)).toEqual([
      '不予信用修复告知书',
      '编号：2026-0002',
      // 我局于_____年_____月_____日收到你（单位）提出的申请，…
      '我局于2026年11月2日收到你（单位）提出的申请，经审查，不符合《西藏自治区医疗保障基金使用信用管理办法（试行）》规定，决定不予信用修复。',
      // 如不服本决定，可以自收到本告知书之日起 15 个工作日内，向 _____提出异议申请。
      '如不服本决定，可以自收到本告知书之日起15个工作日内，向拉萨市医疗保障局提出异议申请。',
      '经办人：经办员甲',
      '经办人电话：0891-0000000',
      '单位名称（公章）：拉萨市医疗保障局',
      '二〇二六年十一月二十五日',
      '送达：格桑卓玛第1页共2页',
    ]);
  });

  it('goes with a page on how it can be repaired (两书同达)', async () => {
    const page = onPage(await noticed(refusal), 1);
    const words = page.join('');
    expect(page.filter((line) => /^[一二三四五六]、/.test(line))).toEqual([
      '一、本次不予修复的理由',
      '二、什么情况可以修复（办法第二十七条、第二十八条）',
      '三、什么时候可以申请（办法第二十九条）',
      '四、申请时提交什么（办法第三十条）',
      '五、向谁申请，多久答复（办法第二十八条、第三十一条）',
    ]);
    expect(page[0]).toBe('信用修复告知');
    expect(words).toContain('格桑卓玛：');
    expect(words).toContain('《不予信用修复告知书》（编号：2026-0002）');
    expect(words).toContain(
      '藏医保查〔2026〕3号：未满6个月（第二十九条第一项）。自2027年1月5日起可以再次申请。',
    );
    expect(words).toContain('信用修复申请表（附件3）');
    expect(words).toContain('自受理之日起10个工作日内');
    expect(words).toContain('最长不超过30个工作日');
    expect(words).toContain('公示5个工作日');
    expect(words).toContain('拉萨市医疗保障局（电话0891-0000000）');
    expect(page.at(-1)).toBe('送达：格桑卓玛第2页共2页');
  });
});

describe('a ground of a refusal', () => {
  const article = '第二十九条';
  it.each([
    [
      'that a day ends',
      { possibleFrom: day('2027-01-05') },
      '理由（第二十九条）。自2027年1月5日起可以再次申请。',
    ],
    [
      'that another document is',
      { recurredBy: '文2号' },
      '理由（文2号）（第二十九条）。文2号所涉失信行为修复或者被撤销后，可以再次申请。',
    ],
    ['that nothing ends', {}, '理由（第二十九条）。'],
  ])('%s says so', async (_what, ground, said) => {
    const grounds = [{ words: '理由', article, ...ground }];
    expect(onPage(await noticed({ ...refusal, grounds }), 1)).toContain(said);
  });
});

describe('附件3 信用修复申请表', () => {
  it('is printed empty, as the annex has it', async () => {
    expect(onPage(await seen(renderForm('repair', await loadNoticeFont())), 0)).toEqual([
      '附件3',
      '信用修复申请表',
      '[失信主体基本情况]',
      '[主体名称（填写法人单位名称或自然人名称）]',
      '[]',
      '[统一社会信用代码（自然人填写身份证号）]',
      '[]',
      '[联系方式]',
      '[]',
      '[申请修复失信信息内容]',
      '[失信信息内容描述]',
      '[XXXX年XX月XX日，因****行为被处以***罚款或者解除协议等（可提供页面打印件或复印件）]',
      '[申请信用修复理由]',
      '[符合《西藏自治区医疗保障基金使用信用管理办法（试行）》规定]',
      '[第二十七条、第二十八条规定：符合□不符合□]',
      '[本单位（本人）承诺，提交的材料真实有效。法定代表人（自然人）签字：（盖章/按手印）申请日期：]',
      '第1页共1页',
    ]);
  });
});

describe('附件1 异议信息处理申请表', () => {
  it('is printed empty, in a layout of our own, and says so', async () => {
    expect(onPage(await seen(renderForm('objection', await loadNoticeFont())), 0)).toEqual([
      '异议信息处理申请表',
      '[申请单位（人）]',
      '[名称（填写法人单位名称或自然人名称）]',
      '[]',
      '[统一社会信用代码（自然人填写身份证号）]',
      '[]',
      '[联系方式]',
      '[]',
      '[异议信息申请内容]',
      '[评价年度和评价结果]',
      '[]',
      '[异议信息内容描述]',
      '[可提供页面打印件或复印件]',
      '[申请理由]',
      '[理由和证明材料]',
      '[]',
      '[本单位（本人）承诺，提交的材料真实有效。法定代表人（自然人）签字：（盖章/按手印）申请日期：]',
      '附件1的样式未收入本系统所依据的文本，本表参照附件2、附件3编制，以医疗保障部门印发的为准。',
      '第1页共1页',
    ]);
  });
});

describe('信用修复告知', () => {
  it('is a form too, to be put beside a notice of a sanction', async () => {
    const page = onPage(await seen(renderForm('repair-guide', await loadNoticeFont())), 0);
    expect(page[0]).toBe('信用修复告知');
    expect(page.filter((line) => /^[一二三四五六]、/.test(line))).toHaveLength(4);
    expect(page.join('')).not.toMatch(/undefined|编号|本次不予/);
  });
});
