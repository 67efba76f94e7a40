import type { Source } from '../shared/source.ts';
import type { Feed } from './feed.ts';
import { court } from './sources/court/feed.ts';
import { creditPlatform } from './sources/credit-platform/feed.ts';
import { disciplineInspection } from './sources/discipline-inspection/feed.ts';
import { healthCommission } from './sources/health-commission/feed.ts';
import { marketSupervision } from './sources/market-supervision/feed.ts';
import { medicalInsurance } from './sources/medical-insurance/feed.ts';
import { registry } from './sources/registry/feed.ts';

/** Every source with its feed. The mapped type makes a missing source a compile error. */
export const feeds: { readonly [S in Source]: Feed & { readonly source: Source } } = {
  registry,
  'market-supervision': marketSupervision,
  'health-commission': healthCommission,
  'medical-insurance': medicalInsurance,
  court,
  'credit-platform': creditPlatform,
  'discipline-inspection': disciplineInspection,
};
