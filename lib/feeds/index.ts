export type { CheckFinding, SourceSettings } from './feed.ts';
export { FileProblem } from './formats/format.ts';
export { readContext, readFeed } from './read-feed.ts';
export { rereadRow } from './read-row.ts';
export { fullListsOf } from './sources.ts';
export { type AnswerFile, writeAnswer } from './write-answer.ts';
