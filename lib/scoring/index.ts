export { evidenceFault } from './engine/check-evidence.ts';
export { type ScoringOptions, scoreCase } from './engine/score-case.ts';
export type { ScoringEvidence } from './evidence.ts';
export { type Measure, measuresOf } from './measures.ts';
export { type Policy, policyFor } from './policy.ts';
export { repairExclusions } from './repair-policy.ts';
export { comparedIndicators, tableFor, tables } from './tables/index.ts';
export type { CaseError, IndicatorTable, ScoreSheet, ScoringCase } from './types.ts';
