import type PdfDocument from 'pdfkit';

export type Document = InstanceType<typeof PdfDocument>;

/** Sizes in points. */
export const margin = 72;
export const bottom = 90;
export const labelWidth = 130;
/** Of tables whose rows are in groups: the cell of the group, and the labels beside it. */
export const groupWidth = 88;
export const groupedLabelWidth = 142;
export const padding = 8;
export const titleSize = 20;
export const textSize = 12;
export const lineGap = 4;

/** Width between the margins. */
export const innerWidth = ({ page }: Document): number => page.width - 2 * margin;

/** Height of a text in the font in use. */
export const heightOf = (document: Document, text: string, width: number): number =>
  text === '' ? 0 : document.heightOfString(text, { width, lineGap });

/** Height that is left on the page. */
export const roomOn = ({ page, y }: Document): number => page.height - bottom - y;

/** Begins a new page if the height does not fit on this one. */
export function makeRoom(document: Document, needed: number): void {
  if (needed > roomOn(document) && document.y > margin) document.addPage();
}
