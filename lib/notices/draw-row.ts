import {
  bottom,
  type Document,
  heightOf,
  innerWidth,
  lineGap,
  makeRoom,
  margin,
  padding,
  roomOn,
  textSize,
} from './layout.ts';
import type { TableRow } from './paper.ts';

/** Where a row stands in its table, in points: its left end, and the width of its label (0: it has none). */
export interface RowFrame {
  readonly x: number;
  readonly labelWidth: number;
}

/** A part of a row on one page. */
export interface DrawnPart {
  readonly page: number;
  readonly top: number;
  readonly bottom: number;
}

const footLine = textSize + 8;
const leastHeight = 34;
const textWidth = (document: Document, { x, labelWidth }: RowFrame): number =>
  innerWidth(document) - (x - margin) - labelWidth - 2 * padding;

/** Draws a row. A text that is too long for the page continues on the next ones, with the label repeated. */
export function drawRow(document: Document, row: TableRow, frame: RowFrame): DrawnPart[] {
  const parts: DrawnPart[] = [];
  let rest = row.text;
  do {
    const drawn = drawPart(document, row, { rest, isFirst: parts.length === 0, frame });
    parts.push(drawn.part);
    rest = drawn.rest;
    if (rest) document.addPage();
  } while (rest);
  return parts;
}

/** Draws as much of the text as fits on the page, and returns the rest. */
function drawPart(
  document: Document,
  { label = '', foot = [], height: least = leastHeight }: TableRow,
  { rest, isFirst, frame }: { rest: string; isFirst: boolean; frame: RowFrame },
): { part: DrawnPart; rest: string } {
  const width = textWidth(document, frame);
  const footHeight = foot.length * footLine;
  const needed = Math.max(
    least - 2 * padding,
    heightOf(document, label, frame.labelWidth - 2 * padding),
    heightOf(document, rest, width) + footHeight,
  );
  const isTooHigh = needed > roomOn(document) - 2 * padding && document.y > margin;
  if (isTooHigh && needed < document.page.height - margin - bottom) makeRoom(document, document.page.height);
  const room = roomOn(document) - 2 * padding;
  const shown = needed <= room ? rest : fitting(document, rest, { room, width });
  const isLast = shown.length === rest.length;
  const height = (isLast ? needed : room) + 2 * padding;
  const y = document.y;
  drawCells(document, { label: isFirst ? label : `${label}（续）`, text: shown, height }, frame);
  if (isLast) drawFoot(document, foot, { frame, top: y + height - padding - footHeight });
  document.x = margin;
  document.y = y + height;
  const page = document.bufferedPageRange().count - 1;
  return { part: { page, top: y, bottom: y + height }, rest: rest.slice(shown.length) };
}

function drawCells(
  document: Document,
  { label, text, height }: { label: string; text: string; height: number },
  frame: RowFrame,
): void {
  const { y } = document;
  const textLeft = frame.x + frame.labelWidth;
  const width = textWidth(document, frame);
  if (frame.labelWidth > 0) {
    drawBox(document, { x: frame.x, y, width: frame.labelWidth, height });
    const labelTextWidth = frame.labelWidth - 2 * padding;
    document.text(label, frame.x + padding, y + padding, { width: labelTextWidth, lineGap });
  }
  drawBox(document, { x: textLeft, y, width: width + 2 * padding, height });
  if (text) document.text(text, textLeft + padding, y + padding, { width, lineGap });
}

export function drawBox(
  document: Document,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  document.rect(x, y, width, height).lineWidth(0.7).stroke();
}

function drawFoot(
  document: Document,
  foot: readonly string[],
  { frame, top }: { frame: RowFrame; top: number },
): void {
  const width = textWidth(document, frame);
  for (const [index, line] of foot.entries()) {
    const left = frame.x + frame.labelWidth + padding;
    document.text(line, left, top + index * footLine, { width, align: 'right' });
  }
}

/** The longest beginning of a text that is no higher than the room; at least one character. */
function fitting(document: Document, text: string, { room, width }: { room: number; width: number }): string {
  const characters = [...text];
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const beginning = characters.slice(0, middle).join('');
    if (heightOf(document, beginning, width) <= room) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
