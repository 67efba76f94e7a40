import type { Feed } from '../../feed.ts';
import { dishonestyLists } from './lists.ts';
import { departmentPenalties } from './penalties.ts';

/** 公共信用信息平台: 严重失信主体名单, and penalties of departments in yuan. Both come monthly. */
export const creditPlatform: Feed = {
  source: 'credit-platform',
  templates: [...dishonestyLists, departmentPenalties],
};
