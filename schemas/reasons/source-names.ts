import type { Source } from '../../lib/shared/source.ts';

/** What officers call the sources. */
export const sourceNames: Readonly<Record<Source, string>> = {
  registry: '登记信息',
  'market-supervision': '市场监督管理',
  'health-commission': '卫生健康',
  'medical-insurance': '医疗保障查处',
  court: '人民法院',
  'credit-platform': '信用信息平台',
  'discipline-inspection': '纪检监察',
};
