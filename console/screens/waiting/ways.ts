import type { Detail } from './item.ts';

/** How an item can be decided. */
export type Way = 'correct' | 'candidate' | 'holds' | 'removed' | 'dismiss';

export const wayNames: Readonly<Record<Way, string>> = {
  correct: '更正',
  candidate: '认定主体',
  holds: '以本行为准',
  removed: '确认移出',
  dismiss: '不予采纳',
};

/** The ways that an item offers, the usual one first. */
export function waysOf({
  kind,
  candidates = [],
  record,
}: Pick<Detail, 'kind' | 'candidates' | 'record'>): Way[] {
  if (kind === 'removal') return ['removed', 'dismiss'];
  return [
    ...(candidates.length > 0 ? (['candidate'] as const) : []),
    'correct',
    ...(record === undefined ? [] : (['holds'] as const)),
    'dismiss',
  ];
}

/** What will happen, in words that stand before the button is pressed. */
export const effectNames: Readonly<Record<Way, string>> = {
  correct: '按更正后的内容重新读取本行；没有其他问题的，立即记入信用档案。',
  candidate: '本行记入所认定主体的信用档案，并重新计分。',
  holds: '以本行替代先前的记录，并重新计分。',
  removed: '自移出之日起不再计入；因此解除惩戒的，须由第二人提交相同的内容。',
  dismiss: '本行不采纳，在答复文件中注明；仍可撤销。',
};
