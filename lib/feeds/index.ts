export type { CheckFinding } from './feed.ts';
export { FileProblem } from './formats/format.ts';
export { type FeedFile, readFeed } from './read-feed.ts';
export { type AnswerFile, writeAnswer } from './write-answer.ts';
