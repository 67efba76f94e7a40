export type { AnswerFile } from './answers/answer.ts';
export type { CheckFinding } from './feed.ts';
export { FileProblem } from './formats/format.ts';
export { readFeed } from './read-feed.ts';
export { writeAnswer } from './write-answer.ts';
