import { Problem } from './problem.ts';

/** The word that a parameter names. @throws Problem 400 `unknown-<name>` */
export function oneOf<Word extends string>(
  name: 'format' | 'receiver' | 'source' | 'state' | 'status' | 'template',
  text: string | undefined,
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === text);
  if (!found) throw new Problem(400, `unknown-${name}`, `${name} must be one of ${words.join(', ')}.`);
  return found;
}
