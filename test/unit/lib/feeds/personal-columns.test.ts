import { describe, expect, it } from 'vitest';
import { personalColumns } from '../../../../lib/feeds/personal-columns.ts';
import { feeds } from '../../../../lib/feeds/sources.ts';

const names =
  /^(姓名|名称|标识|医保编码|法定代表人.*|负责人|.*身份证号码?|身份证件号码|公民身份号码|.*证件号码|行政相对人名称|行政相对人代码.*信用代码.*|行政相对人代码\(居民身份证号\)|被执行人(姓名|名称).*|被处罚当事人|机构全称|企业.*名称|统一社会信用代码.*)$/;

const templates = Object.values(feeds).flatMap(({ source, templates }) =>
  templates.map((template) => ({ source, name: template.name, template })),
);

describe.each(templates)('$source, $name', ({ source, name, template }) => {
  const isPersonal = personalColumns(source, name);

  it('covers every column whose header names somebody, and none that the rules read beside them', () => {
    const columns = Object.values(template.columns).flatMap((one) => one.names);
    const open = columns.filter((column) => !isPersonal(column));
    expect(open.filter((column) => names.test(column))).toEqual([]);
    expect(open.length).toBeGreaterThan(0);
  });

  it('covers what it does not read', () => {
    expect(isPersonal('内部备忘')).toBe(true);
    expect(template.ignores.filter((column) => /身份证|证件号码|^ID$/i.test(column)).every(isPersonal)).toBe(
      true,
    );
  });
});

it('covers every column of a template that is not known any more', () => {
  expect(personalColumns('court', 'of an earlier release')('案号')).toBe(true);
});
