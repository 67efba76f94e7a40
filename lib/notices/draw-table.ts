import { type DrawnPart, drawBox, drawRow, type RowFrame } from './draw-row.ts';
import {
  type Document,
  groupedLabelWidth,
  groupWidth,
  heightOf,
  labelWidth,
  lineGap,
  margin,
  padding,
} from './layout.ts';
import type { TableRow } from './paper.ts';

/** Draws a table. Rows of one group stand beside a cell that names the group, on each page again. */
export function drawTable(document: Document, rows: readonly TableRow[]): void {
  const hasGroups = rows.some(({ group }) => group !== undefined);
  for (const run of runsOf(rows)) {
    const parts = run.flatMap((row) => drawRow(document, row, frameOf(row, hasGroups)));
    const [{ group } = { group: undefined }] = run;
    if (group !== undefined) drawGroup(document, group, parts);
  }
  document.moveDown(0.5);
}

function frameOf({ group, label }: TableRow, hasGroups: boolean): RowFrame {
  if (group !== undefined) return { x: margin + groupWidth, labelWidth: groupedLabelWidth };
  if (label === undefined) return { x: margin, labelWidth: 0 };
  return { x: margin, labelWidth: hasGroups ? groupWidth : labelWidth };
}

/** Rows that follow each other with the same group; a row without a group stands alone. */
function runsOf(rows: readonly TableRow[]): TableRow[][] {
  const runs: TableRow[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    const isOfLast = row.group !== undefined && last?.[0]?.group === row.group;
    if (isOfLast) last?.push(row);
    else runs.push([row]);
  }
  return runs;
}

/** Draws the cell of a group beside its rows, once a page, and leaves the document where it was. */
function drawGroup(document: Document, group: string, parts: readonly DrawnPart[]): void {
  const { y } = document;
  const pages = [...new Set(parts.map(({ page }) => page))];
  for (const [index, page] of pages.entries()) {
    const here = parts.filter((part) => part.page === page);
    const top = here[0]?.top ?? margin;
    const height = (here.at(-1)?.bottom ?? top) - top;
    const text = index === 0 ? group : `${group}（续）`;
    const width = groupWidth - 2 * padding;
    const above = Math.max(padding, (height - heightOf(document, text, width)) / 2);
    document.switchToPage(page);
    drawBox(document, { x: margin, y: top, width: groupWidth, height });
    document.text(text, margin + padding, top + above, { width, lineGap });
  }
  document.switchToPage(document.bufferedPageRange().count - 1);
  document.x = margin;
  document.y = y;
}
