export type { AnswerFile } from './answers/answer.ts';
export type { CheckFinding, SourceSettings } from './feed.ts';
export { FileProblem } from './formats/format.ts';
export { type FeedFile, readContext, readFeed } from './read-feed.ts';
export { rereadRow } from './read-row.ts';
export { fullListsOf } from './sources.ts';
export { writeAnswer } from './write-answer.ts';
