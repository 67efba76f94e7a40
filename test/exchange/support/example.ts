import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoxConfig } from '../../../exchange/config.ts';

/** The box of a kind that the document shows: the tests use it, with the places of this machine. */
export function exampleOf(kind: BoxConfig['kind']): object {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/exchange.md'), 'utf8');
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  const { boxes } = JSON.parse(example) as { boxes: BoxConfig[] };
  const box = boxes.find((one) => one.kind === kind);
  if (!box) throw new Error(`the document shows no box of the kind ${kind}`);
  return box;
}
