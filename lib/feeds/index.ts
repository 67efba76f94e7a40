export type { AnswerFile, RowRemark } from './answers/answer.ts';
export type { CheckFinding, SourceSettings } from './feed.ts';
export { peekRows } from './first-rows.ts';
export { type PackedFile, packedFiles } from './formats/archive-files.ts';
export { FileProblem, type SourceFile } from './formats/format.ts';
export { type FeedFile, type FeedReading, readContext, readFeed } from './read-feed.ts';
export { rereadRow } from './read-row.ts';
export { writeAnswer } from './write-answer.ts';
