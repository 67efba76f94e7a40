import type { Feed } from '../../feed.ts';
import { penaltyTemplates } from '../../penalties/templates.ts';
import { penaltySettings } from '../../settings.ts';

/** 市场监管: penalties of the market-supervision administration as 双公示. */
export const marketSupervision: Feed = {
  source: 'market-supervision',
  templates: penaltyTemplates('market-supervision'),
  settings: penaltySettings,
};
