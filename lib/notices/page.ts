import PdfDocument from 'pdfkit';
import { type Day, startOf } from '../shared/day.ts';
import { type Document, heightOf, innerWidth, makeRoom, margin, textSize, titleSize } from './layout.ts';
import { drawRow, type TableRow } from './table-row.ts';

/** Pages that are filled from top to bottom. */
export interface Page {
  title(text: string, number: string): void;
  table(rows: readonly TableRow[]): void;
  paragraph(text: string): void;
  /** Lines at the right: bureau, seal, day. */
  signature(lines: readonly string[]): void;
  finish(): Promise<Uint8Array>;
}

interface PageOptions {
  readonly title: string;
  readonly issuedOn: Day;
  readonly fingerprint: string;
}

/**
 * A4 pages in one font. Equal texts give equal bytes: `issuedOn` is the only day in the file, and the id of the file
 * comes from `fingerprint`.
 */
export function openPage(font: Uint8Array, options: PageOptions): Page {
  const document = emptyDocument(options);
  document.registerFont('text', Buffer.from(font));
  document.font('text').fontSize(textSize);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => document.on('end', resolve));
  return {
    title(text, number) {
      document.fontSize(titleSize).text(text, { align: 'center' }).fontSize(textSize);
      document.moveDown(0.6);
      if (number) document.text(`编号：${number}`, { align: 'right' });
      document.moveDown(0.8);
    },
    table: (rows) => {
      for (const row of rows) drawRow(document, row);
    },
    paragraph(text) {
      const width = innerWidth(document);
      makeRoom(document, heightOf(document, text, width));
      // A Chinese paragraph begins with an indent of two characters.
      document.text(`　　${text}`, margin, document.y, { width, lineGap: 8 });
      document.moveDown(0.6);
    },
    signature(lines) {
      makeRoom(document, lines.length * (textSize + 12) + 40);
      document.moveDown(2);
      for (const line of lines) document.text(line, { align: 'right', lineGap: 8 });
    },
    async finish() {
      numberPages(document);
      document.end();
      await finished;
      return Buffer.concat(chunks);
    },
  };
}

const emptyDocument = ({ title, issuedOn, fingerprint }: PageOptions): Document =>
  new PdfDocument({
    size: 'A4',
    margin,
    // A standard font would be read from disk. Compressed bytes would change with the version of the compressor.
    font: null as unknown as string,
    compress: false,
    bufferPages: true,
    info: {
      Title: title,
      CreationDate: startOf(issuedOn),
      Keywords: fingerprint,
      ModDate: startOf(issuedOn),
      Producer: 'Credit Connector',
      Creator: 'Credit Connector',
    },
  });

function numberPages(document: Document): void {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    document.switchToPage(page);
    document.page.margins.bottom = 0;
    const place = { width: innerWidth(document), align: 'center' } as const;
    document.fontSize(9).text(`第${page + 1}页 共${count}页`, margin, document.page.height - 50, place);
  }
}
