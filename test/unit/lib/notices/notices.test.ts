import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { lambdaModule } from '../../../../infra/bundle.ts';
import { plainDay, spelledMonths, writtenDay } from '../../../../lib/notices/chinese-day.ts';
import { MissingGlyphs, type Notice } from '../../../../lib/notices/notice.ts';
import { renderNotice } from '../../../../lib/notices/render.ts';
import { lapsedBasisSaid } from '../../../../lib/regulation/legal-basis.ts';
import { loadNoticeFont, noticeFontFile, noticeFontSource } from '../../../../lib/runtime/notice-font.ts';
import { day } from '../../../../lib/shared/day.ts';
import { layoutOf } from '../../../support/pdf-layout.ts';

const issued = { bureau: '拉萨市医疗保障局', issuedOn: day('2026-11-25') };
const numbered = { ...issued, number: '2026-1', officer: '经办员甲' };
const notices: Notice[] = [
  {
    kind: 'objection-reply',
    ...issued,
    applicant: '次仁扎西',
    content: '对2026年度信用评价结果（E）提出异议。',
    result: '经核实，评价结果有误，予以更正。',
    remark: '不再计入评价：藏医保查〔2026〕2号',
  },
  {
    kind: 'repair-confirmation',
    ...numbered,
    name: '拉萨测试大药房有限公司',
    id: '91540100MA6T1000XP',
    representative: '测试甲',
    dishonesty: '2026-01-05，西藏自治区医疗保障局，藏医保查〔2026〕3号',
    disclosed: { months: 15, never: [] },
    opinion: '准予修复。',
    effectiveOn: day('2026-11-25'),
  },
  {
    kind: 'repair-refusal',
    ...numbered,
    name: '格桑卓玛',
    receivedOn: day('2026-11-02'),
    grounds: [{ words: '未满6个月', article: '第二十九条第一项', possibleFrom: day('2027-01-05') }],
    opinion: '',
    phone: '0891-0000000',
  },
];

/** All characters of a PDF, in the order in which they are drawn. */
const wordsOf = (pdf: Uint8Array): string =>
  layoutOf(pdf)
    .runs.map(({ text }) => text)
    .join('');

describe('a notice', () => {
  it.each(notices.map((notice) => [notice.kind, notice] as const))(
    '%s says what it is about, with its day in words',
    async (_kind, notice) => {
      const words = wordsOf(await renderNotice(notice, await loadNoticeFont()));
      expect(words).toContain('二〇二六年十一月二十五日');
      const isReply = notice.kind === 'objection-reply';
      expect(words).toContain(isReply ? '次仁扎西' : notice.name);
      expect(words.includes('经办员甲'), '经办人').toBe(!isReply);
      expect(words.includes('编号：2026-1'), '编号').toBe(!isReply);
      expect(words).toMatch(notice.kind === 'repair-refusal' ? /第1页 共2页/ : /第1页 共1页/);
      expect(words).not.toContain('undefined');
      if (notice.kind === 'repair-refusal') expect(words).toContain('2027年1月5日');
      if (notice.kind === 'repair-confirmation') expect(words).toContain('1年3个月');
    },
  );

  it('is equal to the byte whenever it is issued again, also from the bundle that deploys', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notice-'));
    try {
      const font = await loadNoticeFont();
      copyFileSync(createRequire(import.meta.url).resolve(noticeFontSource), join(folder, noticeFontFile));
      writeFileSync(
        join(folder, 'entry.ts'),
        `import { renderNotice } from ${JSON.stringify(join(import.meta.dirname, '../../../../lib/notices/render.ts'))};
         import { loadNoticeFont } from ${JSON.stringify(join(import.meta.dirname, '../../../../lib/runtime/notice-font.ts'))};
         for (const notice of ${JSON.stringify(notices)})
           process.stdout.write(Buffer.from(await renderNotice(notice as never, await loadNoticeFont())).toString('base64') + '\\n');`,
      );
      await build({
        ...lambdaModule,
        entryPoints: [join(folder, 'entry.ts')],
        outfile: join(folder, 'index.mjs'),
        logLevel: 'error',
      });
      const printed = execFileSync(process.execPath, [join(folder, 'index.mjs')], {
        cwd: folder,
        maxBuffer: 64e6,
      }).toString();
      const again = await Promise.all(
        notices.map(async (notice) => Buffer.from(await renderNotice(notice, font)).toString('base64')),
      );
      expect(printed.trim().split('\n')).toEqual(again);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says on each page that its legal basis has lapsed, and nothing where it has not (Art. 33)', async () => {
    const font = await loadNoticeFont();
    const lapsedBasis = lapsedBasisSaid(day('2026-11-25'));
    for (const notice of notices) {
      const words = wordsOf(await renderNotice({ ...notice, lapsedBasis }, font));
      const said = words.split('在册依据藏医保〔2023〕33号已于2026-05-07届满').length - 1;
      expect(said, notice.kind).toBe(notice.kind === 'repair-refusal' ? 2 : 1);
      expect(wordsOf(await renderNotice(notice, font))).not.toContain('在册依据');
      const covered = await renderNotice(
        { ...notice, lapsedBasis: lapsedBasisSaid(day('2026-05-07')) },
        font,
      );
      expect(Buffer.from(covered).equals(Buffer.from(await renderNotice(notice, font)))).toBe(true);
    }
  });

  it('goes on over pages when there is much to say', async () => {
    const [reply] = notices;
    const long = {
      ...reply,
      content: '对评价结果提出异议，理由如下：事实不清，证据不足。'.repeat(120),
    } as Notice;
    const pdf = await renderNotice(long, await loadNoticeFont());
    const words = wordsOf(pdf);
    expect(words).toContain('（续）');
    expect(words.split('事实不清').length - 1).toBe(120);
    expect(words).toMatch(/第1页 共[2-9]页/);
  });

  it('prints rare names, also those that old code pages wrote otherwise', async () => {
    const [reply] = notices;
    const words = wordsOf(
      await renderNotice({ ...reply, applicant: '嫄\u200B翾\uE863' } as Notice, await loadNoticeFont()),
    );
    expect(words).toContain('嫄翾䶮');
  });

  it('with a character that the font lacks says which, and is not issued', async () => {
    const [reply] = notices;
    const rare = renderNotice({ ...reply, applicant: '䶮𠮷☑' } as Notice, await loadNoticeFont());
    await expect(rare).rejects.toThrow(MissingGlyphs);
    await expect(rare).rejects.toMatchObject({ characters: ['𠮷', '☑'] });
  });
});

describe('a text typed elsewhere', () => {
  const [reply] = notices;
  const typed = async (applicant: string): Promise<Uint8Array> =>
    renderNotice({ ...reply, applicant } as Notice, await loadNoticeFont());

  it('is the same with line ends and tabs of any system', async () => {
    expect(await typed('甲\r\n乙\t丙')).toEqual(await typed('甲\n乙 丙'));
  });

  it.each([
    ['half a character', '\uD842'],
    ['a control character', '\u0007'],
  ])('with %s is not issued', async (_what, character) => {
    await expect(typed(`前${character}后`)).rejects.toMatchObject({ characters: [character] });
  });
});

describe('a day in Chinese', () => {
  it.each([
    ['2026-11-25', '2026年11月25日', '二〇二六年十一月二十五日'],
    ['2030-01-10', '2030年1月10日', '二〇三〇年一月十日'],
    ['2027-10-01', '2027年10月1日', '二〇二七年十月一日'],
    ['2027-02-20', '2027年2月20日', '二〇二七年二月二十日'],
  ])('%s is %s and %s', (on, plain, written) => {
    expect(plainDay(day(on))).toBe(plain);
    expect(writtenDay(day(on))).toBe(written);
    expect(spelledMonths(27)).toBe('2年3个月');
  });
});
