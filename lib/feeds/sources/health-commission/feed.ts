import type { Feed } from '../../feed.ts';
import { penaltyTemplates } from '../../penalties/templates.ts';

/** 卫生健康委: penalties of the health administration, in the 双公示 templates (docs/formats.md 6). */
export const healthCommission: Feed = {
  source: 'health-commission',
  templates: penaltyTemplates('health'),
};
