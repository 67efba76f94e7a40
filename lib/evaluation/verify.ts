import { digestOfText } from '../credit-file/facts/identity.ts';
import { type FileState, fileDigestOf } from '../credit-file/projection/file-state.ts';
import {
  earlierFolderDigestsOf,
  type Folder,
  folderDigestOf,
  type ProjectionPolicy,
  projectFolder,
} from '../credit-file/projection/project-folder.ts';
import type { Scorer } from '../credit-file/projection/scorer.ts';
import { isSummed, rebuiltSheet, type SheetBody, saysTheSame } from '../credit-file/projection/sheet-body.ts';
import { type Day, startOf } from '../shared/day.ts';

/** A file, fact or sheet that has changed since it was written, or that does not follow from its evidence. */
export interface Finding {
  readonly category: string;
  readonly what:
    | 'unreadable'
    | 'file-changed'
    | 'facts-changed'
    | 'sheet-changed'
    | 'sheet-missing'
    | 'sheet-not-rebuilt'
    | 'standing-differs'
    | 'not-from-facts';
  readonly detail: string;
}

export interface Verified {
  readonly sheets: number;
  readonly published: number;
  /** Sheets of the first two releases. They contain no input, so they cannot be scored again. */
  readonly bare: number;
  readonly findings: readonly Finding[];
}

export interface VerifyOptions {
  readonly scorer: Scorer;
  readonly policy: ProjectionPolicy;
  readonly now: Date;
  /** Sheets by hash; undefined for one that cannot be read. */
  readonly sheets: ReadonlyMap<string, string | undefined>;
}

/**
 * Checks that a file and its facts are unchanged since they were written, that every sheet of its chain is reproduced
 * byte for byte, and that the newest sheet follows from the facts.
 */
export function verifyFile(folder: Folder, file: FileState, options: VerifyOptions): Verified {
  const { category } = file;
  const findings: Finding[] = [];
  const report = (what: Finding['what'], detail: string): void => {
    findings.push({ category, what, detail });
  };
  if (file.digest && file.digest !== fileDigestOf(file)) report('file-changed', 'the item of the file');
  const digests = [folderDigestOf(folder), ...earlierFolderDigestsOf(folder)];
  if (file.folderDigest && !digests.includes(file.folderDigest)) {
    report('facts-changed', 'a fact or a link of the folder, or one that is gone or was put there');
  }
  const chain = verifyChain(file, options, report);
  const newest = chain[0];
  if (newest && file.gradeInForce) {
    const { score, grade } = newest.sheet;
    if (score !== file.gradeInForce.score || grade !== file.gradeInForce.grade)
      report(
        'standing-differs',
        `${file.gradeInForce.grade} ${file.gradeInForce.score}, the sheet says ${grade} ${score}`,
      );
    const hash = file.gradeInForce.sheet;
    // A correction that was decided since may take effect from its day on alone, and leave what was said before it.
    const follows = [startOf(newest.evaluatedOn as Day), options.now].some((now) => {
      const [again] = projectFolder(folder, { ...options, now, isDetailed: !isSummed(newest) }).filter(
        (projected) => projected.file.category === category,
      );
      return !again?.sheet || saysTheSame({ hash, body: newest }, again.sheet);
    });
    if (!follows) report('not-from-facts', `the sheet ${hash}`);
  }
  return {
    sheets: chain.length,
    published: chain.filter(({ state, publishedSheet }) => state === 'published' || publishedSheet).length,
    bare: chain.filter(({ input }) => input === undefined).length,
    findings,
  };
}

/** The sheets of the chain, newest first. It ends at a missing or changed sheet. */
function verifyChain(
  { gradeInForce }: FileState,
  { sheets, scorer }: VerifyOptions,
  report: (what: Finding['what'], detail: string) => void,
): SheetBody[] {
  const chain: SheetBody[] = [];
  let hash = gradeInForce?.sheet ?? null;
  while (hash) {
    if (!sheets.has(hash)) {
      report('sheet-missing', hash);
      break;
    }
    const text = sheets.get(hash);
    if (text === undefined || !hash.endsWith(`.${digestOfText(text)}`)) {
      report('sheet-changed', hash);
      break;
    }
    const body = JSON.parse(text) as SheetBody;
    const again = rebuiltSheet(body, scorer);
    if (again !== undefined && again !== text) report('sheet-not-rebuilt', hash);
    chain.push(body);
    hash = body.previous;
  }
  // A sheet stays outside the chain if another writer was first. It must be unchanged all the same.
  for (const [known, text] of sheets) {
    const isInChain = chain.some(({ version }) => version === Number(known.split('.')[0]));
    if (!isInChain && (text === undefined || !known.endsWith(`.${digestOfText(text)}`)))
      report('sheet-changed', known);
  }
  return chain;
}
