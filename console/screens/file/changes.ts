import { pointsText } from '../../words/numbers.ts';
import type { Sheet } from './sheet.ts';

const changesMost = 4;

/** The indicators whose points differ from the sheet before. */
export function changesSince(before: Sheet | undefined, now: Sheet): string[] {
  if (!before) return [];
  const earlier = new Map(before.sheet.lines.map(({ indicator, awarded }) => [indicator, awarded]));
  const changed = now.sheet.lines.filter(({ indicator, awarded }) => earlier.get(indicator) !== awarded);
  const words = changed
    .slice(0, changesMost)
    .map(
      ({ indicator, name, awarded }) =>
        `${name}：${pointsText(earlier.get(indicator) ?? '0')} → ${pointsText(awarded)}`,
    );
  return changed.length > changesMost ? [...words, `另有 ${changed.length - changesMost} 项`] : words;
}
