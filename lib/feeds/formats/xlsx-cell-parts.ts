import type { RawCell } from './xlsx-cell.ts';

/** Collects what stands in a `<c>`. `<t>` is text of `<is>`, in one piece or in several (rich text). */
export interface CellParts {
  begin(type: string, style: number): void;
  /** A part begins: `v`, `is`, `f`, or `t` in `is`. */
  open(tag: string): void;
  text(text: string): void;
  /** Characters collected so far. */
  length(): number;
  end(): RawCell;
}

export function createCellParts(): CellParts {
  let type = 'n';
  let style = -1;
  let value: string | undefined;
  let inline: string | undefined;
  let other: string | undefined;
  let hasFormula = false;
  let isTwofold = false;
  let into: 'value' | 'inline' = 'value';
  const compare = (): void => {
    if (other !== undefined && other !== (into === 'value' ? value : inline)) isTwofold = true;
    other = undefined;
  };
  return {
    begin(newType, newStyle) {
      [type, style] = [newType, newStyle];
      value = inline = other = undefined;
      hasFormula = isTwofold = false;
    },
    open(tag) {
      if (tag === 'f') hasFormula = true;
      else if (tag === 'v') {
        compare();
        [other, value, into] = [value, '', 'value'];
      } else if (tag === 'is') {
        compare();
        [other, inline, into] = [inline, '', 'inline'];
      } else {
        if (into === 'value') compare();
        into = 'inline';
      }
    },
    text(text) {
      if (into === 'value') value = (value ?? '') + text;
      else inline = (inline ?? '') + text;
    },
    length: () => (value?.length ?? 0) + (inline?.length ?? 0),
    end() {
      compare();
      return { type, style, value, inline, hasFormula, isTwofold };
    },
  };
}
