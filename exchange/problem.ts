import { Refused } from '../infra/cli/client.ts';

/** Why a box does not work, in words that name no file and no value. */
export class BoxProblem extends Error {
  override readonly name: string = 'BoxProblem';
}

/** The box itself is not reached: nothing else of it is tried for now. */
export class BoxDown extends BoxProblem {
  override readonly name = 'BoxDown';
}

/**
 * An error as it may be logged. Messages of the system, of drivers and of servers repeat file names and values, which can
 * name persons: only their codes are said.
 */
export function problemText(error: unknown): string {
  if (error instanceof BoxProblem) return error.message;
  if (error instanceof Refused) return `the connector answers ${error.message}`;
  if (!(error instanceof Error)) return 'an unknown error';
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error.message === 'fetch failed')
    return `the connector does not answer (${codeOf(error.cause) ?? 'no connection'})`;
  if (code === 'ERR_SQLITE_ERROR')
    return `the journal cannot be written: is its disk full? (SQLite ${(error as { errcode?: number }).errcode})`;
  if (code !== undefined)
    return [known[code], `(${[syscall, code].filter(Boolean).join(' ')})`].filter(Boolean).join(' ');
  return `${error.name} ${placeOf(error)}`;
}

const known: Readonly<Record<string, string>> = {
  EACCES: 'no right to read or write there',
  EPERM: 'no right to do this there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  ENOENT: 'the folder or file is not there',
  ENOTDIR: 'a part of the path is no folder',
  ECONNREFUSED: 'nothing answers there',
  ETIMEDOUT: 'no answer in time',
  ENOTFOUND: 'the host name is unknown',
};

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** Where it was thrown: a line of the stack has no values. */
const placeOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .find((line) => line.startsWith('    at '))
    ?.trim() ?? '';
