/** A change as CONTRIBUTING.md (Recipes) describes it, made on a copy of the tree. */
export interface Recipe {
  /** First cell of its row there. */
  readonly title: string;
  /** Below `test/fixtures/recipes/`: the files it adds, each where it belongs in the tree. */
  readonly folder: string;
  /** Changes of files that are there, in the order of the row. */
  readonly edits: readonly Edit[];
  /** Tests of the product that a change of this kind can break; its own come with its files. */
  readonly concerns: readonly string[];
}

/** A text beside one that is in the file exactly once, or in place of it. Code, not a comment: comments change more often. */
export interface Edit {
  readonly file: string;
  readonly at: string;
  readonly put: 'before' | 'after' | 'instead';
  readonly text: string;
}

/** The content of a file after an edit. @throws Error where the text it goes by is not there once */
export function edited(content: string, { file, at, put, text }: Edit): string {
  const parts = content.split(at);
  const [before = '', after = ''] = parts;
  if (parts.length !== 2) {
    throw new Error(
      `${file} holds this text ${parts.length - 1} times, and once is needed:\n${at}\nCorrect the recipe, and its row in CONTRIBUTING.md.`,
    );
  }
  const there = { before: text + at, after: at + text, instead: text };
  return before + there[put] + after;
}
