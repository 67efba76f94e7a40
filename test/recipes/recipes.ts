import { column } from './each/column.ts';
import { figure } from './each/figure.ts';
import { listKind } from './each/list-kind.ts';
import { metric } from './each/metric.ts';
import { purpose } from './each/purpose.ts';
import { route } from './each/route.ts';
import { row } from './each/row.ts';
import { ruleKind } from './each/rule-kind.ts';
import { source } from './each/source.ts';
import { timeLimit } from './each/time-limit.ts';
import type { Recipe } from './recipe.ts';

/** Every recipe that is tried, in the order of CONTRIBUTING.md. */
export const recipes: readonly Recipe[] = [
  figure,
  row,
  timeLimit,
  source,
  column,
  listKind,
  purpose,
  ruleKind,
  route,
  metric,
];
