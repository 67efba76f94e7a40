import { describe, expect, it } from 'vitest';
import { letterheadOf } from '../../../../../lib/application/settings/letterhead.ts';
import { day } from '../../../../../lib/shared/day.ts';

const on = day('2026-11-25');
const own = { NOTICE_BUREAU: '自治区局', NOTICE_PHONE: '0891-0' };
const bureaus = {
  '54': { phone: '0891-54' },
  '5401': { phone: '0891-01' },
  '5425': { name: '阿里局', phone: '0897-25' },
  '540102': { name: '城关区医疗保障局' },
};

describe('the bureau on a notice', () => {
  it.each([
    ['540102', '拉萨市医疗保障局'],
    ['540300', '昌都市医疗保障局'],
    ['542521', '阿里地区医疗保障局'],
    ['54', '西藏自治区医疗保障局'],
    ['110101', '西藏自治区医疗保障局'],
    [undefined, '西藏自治区医疗保障局'],
  ])('of %s is %s without any setting, and has no telephone', (division, name) => {
    expect(letterheadOf({ env: {} })(division, on)).toMatchObject({ name, phone: undefined });
  });

  it.each([
    ['540102', '城关区医疗保障局', '0891-01'],
    ['540121', '拉萨市医疗保障局', '0891-01'],
    ['542521', '阿里局', '0897-25'],
    ['540300', '昌都市医疗保障局', '0891-0'],
    ['540000', '自治区局', '0891-54'],
    [undefined, '自治区局', '0891-54'],
  ])('of %s is %s, telephone %s, as the deployment says', (division, name, phone) => {
    const letterhead = letterheadOf({ env: { ...own, NOTICE_BUREAUS: JSON.stringify(bureaus) } });
    expect(letterhead(division, on)).toMatchObject({ name, phone });
  });

  it.each([
    ['no JSON', '{'],
    ['a division elsewhere', '{"1101":{"name":"北京"}}'],
    ['a division of three digits', '{"540":{"name":"某局"}}'],
    ['an empty name', '{"5401":{"name":" "}}'],
    ['a field that does not exist', '{"5401":{"tel":"0891"}}'],
  ])('is refused at the start for %s, and the refusal names the setting', (_what, setting) => {
    expect(() => letterheadOf({ env: { NOTICE_BUREAUS: setting } })).toThrow(
      /NOTICE_BUREAUS is not understood/,
    );
  });
});
