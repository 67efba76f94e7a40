import type { Feed } from '../../feed.ts';
import { penaltyTemplates } from '../../penalties/templates.ts';
import { marketLists } from './lists.ts';

/** 市场监管: penalties in the 双公示 templates, 严重违法失信名单 and 经营异常名录. */
export const marketSupervision: Feed = {
  source: 'market-supervision',
  templates: [...penaltyTemplates('market-supervision'), ...marketLists],
};
