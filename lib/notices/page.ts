import PdfDocument from 'pdfkit';
import { type Day, startOf } from '../shared/day.ts';

/** A row of a table: a label and what stands beside it; `foot` stands at the right end of the cell. */
export interface TableRow {
  readonly label: string;
  readonly text: string;
  readonly foot?: readonly string[] | undefined;
  /** Least height of the row, in points. */
  readonly height?: number | undefined;
}

/** Pages that are filled from top to bottom. */
export interface Page {
  title(text: string, number: string): void;
  table(rows: readonly TableRow[]): void;
  paragraph(text: string): void;
  /** Lines at the right: bureau, seal, day. */
  signature(lines: readonly string[]): void;
  finish(): Promise<Uint8Array>;
}

const [margin, bottom, labelWidth, padding] = [72, 90, 130, 8];
const [titleSize, textSize] = [20, 12];
const lineGap = 4;

/** A4 pages in one font. `issuedOn` is the only day in the file, and its id comes from `fingerprint`: the same text, the same bytes. */
export function openPage(
  font: Uint8Array,
  { title, issuedOn, fingerprint }: { title: string; issuedOn: Day; fingerprint: string },
): Page {
  const document = new PdfDocument({
    size: 'A4',
    margin,
    // No standard font, whose metrics would be read from disk, and no compression, which is another by version.
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
  document.registerFont('text', Buffer.from(font));
  document.font('text').fontSize(textSize);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const finished = new Promise<void>((resolve) => document.on('end', resolve));
  const { width, height } = document.page;
  const inner = width - 2 * margin;
  const heightOf = (text: string, available: number): number =>
    text === '' ? 0 : document.heightOfString(text, { width: available, lineGap });
  const makeRoom = (needed: number): void => {
    if (document.y + needed > height - bottom && document.y > margin) document.addPage();
  };
  const cell = (x: number, y: number, size: { width: number; height: number }): void => {
    document.rect(x, y, size.width, size.height).lineWidth(0.7).stroke();
  };
  const row = ({ label, text, foot = [], height: least = 34 }: TableRow): void => {
    const textWidth = inner - labelWidth - 2 * padding;
    const labelHeight = heightOf(label, labelWidth - 2 * padding);
    let rest = text;
    let isFirst = true;
    do {
      const room = height - bottom - document.y - 2 * padding;
      const footHeight = foot.length * (textSize + 8);
      const whole = Math.max(least - 2 * padding, labelHeight, heightOf(rest, textWidth) + footHeight);
      if (whole > room && document.y > margin && whole < height - margin - bottom) makeRoom(height);
      const left = height - bottom - document.y - 2 * padding;
      const shown = whole <= left ? rest : fitting(rest, left, (some) => heightOf(some, textWidth));
      const isLast = shown.length === rest.length;
      const cellHeight = (isLast ? whole : left) + 2 * padding;
      const y = document.y;
      cell(margin, y, { width: labelWidth, height: cellHeight });
      cell(margin + labelWidth, y, { width: inner - labelWidth, height: cellHeight });
      const name = isFirst ? label : `${label}（续）`;
      document.text(name, margin + padding, y + padding, { width: labelWidth - 2 * padding, lineGap });
      if (shown)
        document.text(shown, margin + labelWidth + padding, y + padding, { width: textWidth, lineGap });
      if (isLast) {
        for (const [index, line] of foot.entries()) {
          const lineY = y + cellHeight - padding - footHeight + index * (textSize + 8);
          document.text(line, margin + labelWidth + padding, lineY, { width: textWidth, align: 'right' });
        }
      }
      document.x = margin;
      document.y = y + cellHeight;
      rest = rest.slice(shown.length);
      isFirst = false;
      if (rest) document.addPage();
    } while (rest);
  };
  return {
    title(text, number) {
      document.fontSize(titleSize).text(text, { align: 'center' }).fontSize(textSize);
      document.moveDown(0.6);
      if (number) document.text(`编号：${number}`, { align: 'right' });
      document.moveDown(0.8);
    },
    table: (rows) => rows.forEach(row),
    paragraph(text) {
      makeRoom(heightOf(text, inner));
      // Two characters in, as Chinese paragraphs begin.
      document.text(`　　${text}`, margin, document.y, { width: inner, lineGap: 8 });
      document.moveDown(0.6);
    },
    signature(lines) {
      makeRoom(lines.length * (textSize + 12) + 40);
      document.moveDown(2);
      for (const line of lines) document.text(line, { align: 'right', lineGap: 8 });
    },
    async finish() {
      const { count } = document.bufferedPageRange();
      for (let page = 0; page < count; page++) {
        document.switchToPage(page);
        document.page.margins.bottom = 0;
        const place = { width: inner, align: 'center' } as const;
        document.fontSize(9).text(`第${page + 1}页 共${count}页`, margin, height - 50, place);
      }
      document.end();
      await finished;
      return Buffer.concat(chunks);
    },
  };
}

/** The longest beginning that is no higher than the room; at least one character. */
function fitting(text: string, room: number, heightOf: (some: string) => number): string {
  const characters = [...text];
  let [low, high] = [1, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (heightOf(characters.slice(0, middle).join('')) <= room) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join('');
}
