export type { IndicatorTable } from '../regulation/indicator-table.ts';
export { type Measure, measuresOf } from '../regulation/measures.ts';
export { type Policy, policyFor } from '../regulation/policy.ts';
export { repairExclusions } from '../regulation/repair-policy.ts';
export { comparedIndicators, tableFor, tables } from '../regulation/tables/index.ts';
export { evidenceFault } from './engine/check-evidence.ts';
export { type ScoringOptions, scoreCase } from './engine/score-case.ts';
export type { EvidenceCause, ScoringEvidence } from './evidence.ts';
export type { CaseError, ScoreSheet, ScoringCase } from './types.ts';
