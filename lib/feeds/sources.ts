import type { Source } from '../shared/category.ts';
import type { Feed } from './feed.ts';
import { listOf } from './list.ts';
import { defaultSettings } from './settings.ts';
import { healthCommission } from './sources/health-commission/feed.ts';
import { marketSupervision } from './sources/market-supervision/feed.ts';
import { medicalInsurance } from './sources/medical-insurance/feed.ts';
import { registry } from './sources/registry/feed.ts';

/** A source that is named and not read yet: its files are kept and the run says so. */
const notBuilt = (source: Source): Feed => ({ source, templates: [], settings: defaultSettings });

/** Every source; one that is missing here does not compile. */
export const feeds: { readonly [S in Source]: Feed & { readonly source: Source } } = {
  registry,
  'market-supervision': marketSupervision,
  'health-commission': healthCommission,
  'medical-insurance': medicalInsurance,
  court: notBuilt('court'),
  'credit-platform': notBuilt('credit-platform'),
  'discipline-inspection': notBuilt('discipline-inspection'),
};

/** The full lists that a source sends. */
export const fullListsOf = (source: Source): string[] =>
  feeds[source].templates.filter(({ isSnapshot }) => isSnapshot).map(({ name }) => listOf(source, name));
