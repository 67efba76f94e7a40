import { describe, expect, it } from 'vitest';
import { authorityKind, registeredAuthorities, speaksFor } from '../../../../lib/regulation/authorities.ts';
import { day } from '../../../../lib/shared/day.ts';
import type { Source } from '../../../../lib/shared/source.ts';

const on = day('2026-06-01');
const asked = (source: Source, name: string, id?: string) =>
  speaksFor(source, { name, kind: authorityKind(name, 'other'), ...(id && { id }) }, { on });

describe('who speaks for whom', () => {
  it.each<[Source, string, string]>([
    ['market-supervision', '拉萨市市场监督管理局', 'own'],
    ['market-supervision', '拉萨市卫生健康委员会', 'no'],
    ['health-commission', '拉萨市卫生健康委员会', 'own'],
    ['health-commission', '西藏自治区市场监督管理局', 'no'],
    ['medical-insurance', '拉萨市城关区人民法院', 'own'],
    ['medical-insurance', '拉萨市市场监督管理局', 'no'],
    ['discipline-inspection', '驻西藏自治区卫生健康委员会纪检监察组', 'own'],
    ['court', '成都市中级人民法院', 'own'],
    ['credit-platform', '拉萨市城市管理局', 'own'],
    ['credit-platform', '拉萨市市场监督管理局', 'own'],
  ])('%s brings decisions of %s: %s', (source, name, speaking) => {
    expect(asked(source, name)).toBe(speaking);
  });

  it('within its division, where the code of the authority shows one', () => {
    const name = '成都市市场监督管理局';
    expect(asked('market-supervision', name, '11510100MB1234567X')).toBe('no');
    expect(asked('credit-platform', name, '11510100MB1234567X')).toBe('own');
    expect(asked('market-supervision', '拉萨市市场监督管理局', '11540100MB1234567X')).toBe('own');
    expect(asked('market-supervision', '国家市场监督管理总局', '111000000000000000')).toBe('own');
  });

  it('does not know an office whose name says no administration, and has nothing against it', () => {
    const office = { name: '墨竹工卡县综合行政执法局', kind: 'market-supervision' } as const;
    expect(speaksFor('market-supervision', office, { on })).toBe('unnamed');
    const register = [
      ...registeredAuthorities,
      { sources: ['health-commission' as const], names: [office.name], from: on, basis: '委托执法' },
    ];
    expect(speaksFor('health-commission', office, { on, register })).toBe('own');
    expect(speaksFor('health-commission', office, { on: day('2026-05-31'), register })).toBe('no');
  });
});
