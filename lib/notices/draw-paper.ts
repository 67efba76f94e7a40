import PdfDocument from 'pdfkit';
import { startOf } from '../shared/day.ts';
import { drawTable } from './draw-table.ts';
import { type Document, heightOf, innerWidth, makeRoom, margin, textSize, titleSize } from './layout.ts';
import type { Paper, Part, Sheet } from './paper.ts';

/**
 * A4 pages in one font, filled from top to bottom. Equal papers give equal bytes: `dated` is the only day in the file,
 * and the id of the file comes from `fingerprint`.
 */
export async function drawPaper(
  paper: Paper,
  { font, fingerprint }: { font: Uint8Array; fingerprint: string },
): Promise<Uint8Array> {
  const document = emptyDocument(paper, fingerprint);
  document.registerFont('text', Buffer.from(font));
  document.font('text').fontSize(textSize);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => document.on('end', resolve));
  for (const [index, sheet] of paper.sheets.entries()) {
    if (index > 0) document.addPage();
    drawSheet(document, sheet);
  }
  numberPages(document, paper);
  document.end();
  await finished;
  return Buffer.concat(chunks);
}

const emptyDocument = ({ title, dated }: Paper, fingerprint: string): Document =>
  new PdfDocument({
    size: 'A4',
    margin,
    // A standard font would be read from disk. Compressed bytes would change with the version of the compressor.
    font: null as unknown as string,
    compress: false,
    bufferPages: true,
    info: {
      Title: title,
      CreationDate: startOf(dated),
      Keywords: fingerprint,
      ModDate: startOf(dated),
      Producer: 'Credit Connector',
      Creator: 'Credit Connector',
    },
  });

function drawSheet(document: Document, { mark, title, number, dense, parts }: Sheet): void {
  if (mark) document.text(mark);
  document.fontSize(titleSize).text(title, { align: 'center' }).fontSize(textSize);
  document.moveDown(0.6);
  if (number) document.text(`编号：${number}`, { align: 'right' });
  document.moveDown(0.8);
  for (const part of parts) drawPart(document, part, dense ? denseSpacing : spacing);
}

/** Points between lines, and lines after a paragraph. */
const spacing = { lineGap: 8, after: 0.6 } as const;
const denseSpacing = { lineGap: 4, after: 0.3 } as const;
type Spacing = typeof spacing | typeof denseSpacing;

function drawPart(document: Document, part: Part, given: Spacing): void {
  if (part.kind === 'table') drawTable(document, part.rows);
  else if (part.kind === 'signature') drawSignature(document, part.lines);
  else {
    const after = part.kind === 'heading' ? given.after / 3 : given.after;
    drawText(document, part.text, { ...given, after });
  }
}

/** A Chinese paragraph begins with an indent of two characters. */
function drawText(
  document: Document,
  text: string,
  { lineGap, after }: { lineGap: number; after: number },
): void {
  const width = innerWidth(document);
  const indented = `　　${text}`;
  makeRoom(document, heightOf(document, indented, width));
  document.text(indented, margin, document.y, { width, lineGap });
  document.moveDown(after);
}

function drawSignature(document: Document, lines: readonly string[]): void {
  makeRoom(document, lines.length * (textSize + 12) + 40);
  document.moveDown(2);
  for (const line of lines) document.text(line, { align: 'right', lineGap: 8 });
}

function numberPages(document: Document, { addressee, footnote }: Paper): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    const place = { width: innerWidth(document), align: 'center' } as const;
    const line = `${addressee ? `送达：${addressee}　` : ''}第${page + 1}页 共${count}页`;
    document.fontSize(9);
    if (footnote) document.text(footnote, margin, document.page.height - 78, place);
    document.text(line, margin, document.page.height - 50, place);
  }
}
