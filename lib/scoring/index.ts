export { evidenceFault } from './engine/check-evidence.ts';
export { type ScoringOptions, scoreCase } from './engine/score-case.ts';
export { type Measure, measuresOf } from './measures.ts';
export { parameters, policyFor } from './policy.ts';
export { tableFor, tables } from './tables/index.ts';
export type { CaseError, IndicatorTable, ScoreSheet, ScoringCase, ScoringEvidence } from './types.ts';
