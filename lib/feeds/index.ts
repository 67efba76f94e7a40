export type { CheckFinding, SourceSettings } from './feed.ts';
export { FileProblem } from './formats/format.ts';
export { readFeed } from './read-feed.ts';
export { feeds } from './sources.ts';
export { type AnswerFile, writeAnswer } from './write-answer.ts';
