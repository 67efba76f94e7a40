import {
  bottom,
  type Document,
  heightOf,
  innerWidth,
  labelWidth,
  lineGap,
  makeRoom,
  margin,
  padding,
  roomOn,
  textSize,
} from './layout.ts';

/** A row of a table: a label and a text beside it. `foot` is at the right end of the cell. */
export interface TableRow {
  readonly label: string;
  readonly text: string;
  readonly foot?: readonly string[] | undefined;
  /** Least height of the row, in points. */
  readonly height?: number | undefined;
}

const footLine = textSize + 8;
const labelTextWidth = labelWidth - 2 * padding;
const textWidth = (document: Document): number => innerWidth(document) - labelWidth - 2 * padding;

/** Draws a row. A text that is too long for the page continues on the next ones, with the label repeated. */
export function drawRow(document: Document, row: TableRow): void {
  let rest = row.text;
  let isFirst = true;
  do {
    rest = drawPart(document, row, { rest, isFirst });
    isFirst = false;
    if (rest) document.addPage();
  } while (rest);
}

/** Draws as much of the text as fits on the page, and returns the rest. */
function drawPart(
  document: Document,
  { label, foot = [], height: least = 34 }: TableRow,
  { rest, isFirst }: { rest: string; isFirst: boolean },
): string {
  const footHeight = foot.length * footLine;
  const needed = Math.max(
    least - 2 * padding,
    heightOf(document, label, labelTextWidth),
    heightOf(document, rest, textWidth(document)) + footHeight,
  );
  const isTooHigh = needed > roomOn(document) - 2 * padding && document.y > margin;
  if (isTooHigh && needed < document.page.height - margin - bottom) makeRoom(document, document.page.height);
  const room = roomOn(document) - 2 * padding;
  const shown = needed <= room ? rest : fitting(document, rest, room);
  const isLast = shown.length === rest.length;
  const height = (isLast ? needed : room) + 2 * padding;
  const y = document.y;
  drawCells(document, { label: isFirst ? label : `${label}（续）`, text: shown, height });
  if (isLast) drawFoot(document, foot, y + height - padding - footHeight);
  document.x = margin;
  document.y = y + height;
  return rest.slice(shown.length);
}

function drawCells(
  document: Document,
  { label, text, height }: { label: string; text: string; height: number },
): void {
  const { y } = document;
  const x = margin + labelWidth;
  document.rect(margin, y, labelWidth, height).lineWidth(0.7).stroke();
  document
    .rect(x, y, innerWidth(document) - labelWidth, height)
    .lineWidth(0.7)
    .stroke();
  document.text(label, margin + padding, y + padding, { width: labelTextWidth, lineGap });
  if (text) document.text(text, x + padding, y + padding, { width: textWidth(document), lineGap });
}

function drawFoot(document: Document, foot: readonly string[], top: number): void {
  for (const [index, line] of foot.entries()) {
    const place = { width: textWidth(document), align: 'right' } as const;
    document.text(line, margin + labelWidth + padding, top + index * footLine, place);
  }
}

/** The longest beginning of a text that is no higher than the room; at least one character. */
function fitting(document: Document, text: string, room: number): string {
  const characters = [...text];
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const beginning = characters.slice(0, middle).join('');
    if (heightOf(document, beginning, textWidth(document)) <= room) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
