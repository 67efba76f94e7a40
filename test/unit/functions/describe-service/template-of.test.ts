import { describe, expect, it } from 'vitest';
import { templateOf } from '../../../../functions/describe-service/template-of.ts';
import { guideOf } from '../../../../lib/feeds/guides/guide.ts';
import { writeTemplate } from '../../../../lib/feeds/guides/write-template.ts';
import { day } from '../../../../lib/shared/day.ts';
import { sources } from '../../../../lib/shared/source.ts';

const today = day('2026-11-30');
const ask = (source: string, query: Record<string, string> = {}) =>
  templateOf({ params: { source }, query }, today);
const textOf = ({ body }: { body?: unknown }): string => Buffer.from(body as Uint8Array).toString();

describe('a template', () => {
  it.each(sources)('of %s is a workbook with a Chinese name unless something else is asked for', (source) => {
    const { status, headers = {}, body } = ask(source);
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/spreadsheetml/);
    const [, name = ''] = /filename\*=UTF-8''(\S+)$/.exec(headers['content-disposition'] ?? '') ?? [];
    expect(decodeURIComponent(name)).toMatch(/^\p{Script=Han}.*模板\.xlsx$/u);
    expect(textOf({ body }).slice(0, 2)).toBe('PK');
  });

  it('is the one that the sender names', () => {
    const { headers = {}, body } = ask('court', { template: 'defaulters-full', format: 'csv' });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="defaulters-full.csv"; filename*=UTF-8''${encodeURIComponent('失信被执行人名单（全量）模板.csv')}`,
    );
    expect(textOf({ body })).toMatch(/^\uFEFF被执行人姓名\/名称,/);
    expect(textOf({ body })).not.toContain('状态');
  });

  it('is explained by a page without scripts', () => {
    const { headers = {}, body } = ask('registry', { format: 'html' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': 'inline',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(textOf({ body })).toContain('<td>主体类别</td><td>必填</td>');
  });

  it('escapes what its page says', () => {
    const guide = guideOf({
      template: 't',
      title: '<模板>',
      columns: { a: { names: ['<b>&"'] } },
      guides: { a: { write: '<script>', example: '' } },
    });
    const page = textOf(writeTemplate(guide, 'html', today));
    expect(page).toContain('<td>&lt;b&gt;&amp;&quot;</td><td>选填</td><td>&lt;script&gt;</td>');
    expect(page).not.toMatch(/<script|<模板>/);
  });

  it.each([
    ['nobody', {}, '404 unknown-source'],
    ['constructor', {}, '404 unknown-source'],
    ['court', { format: 'xml' }, '400 unknown-format'],
    ['court', { template: 'penalties-v1' }, '400 unknown-template'],
    ['registry', { template: 'staff-nurses' }, '400 unknown-template'],
  ])('of %s with %o is refused: %s', (source, query, expected) => {
    const refusal = (() => {
      try {
        return ask(source, query);
      } catch (error) {
        return error as { status: number; code: string };
      }
    })();
    expect(`${refusal.status} ${'code' in refusal ? refusal.code : ''}`).toBe(expected);
  });
});
