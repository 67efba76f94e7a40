import { escapeXml } from './escape-xml.ts';
import { xstringOf } from './xlsx-text.ts';

/** A comment of a cell (ECMA-376, 18.7), which every office program shows: those with threads are for one alone. */
export interface Comment {
  /** Counts from 1. */
  readonly row: number;
  /** Counts from 0. */
  readonly column: number;
  /** `B2`. */
  readonly reference: string;
  readonly text: string;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const microsoft = 'urn:schemas-microsoft-com';

/** The part with the texts. The author is not named. */
export const commentsXml = (comments: readonly Comment[]): string =>
  `${head}<comments xmlns="${main}"><authors><author/></authors><commentList>${comments.map(({ reference, text }) => `<comment ref="${reference}" authorId="0"><text><t xml:space="preserve">${escapeXml(xstringOf(text))}</t></text></comment>`).join('')}</commentList></comments>`;

/** Ids of shapes come in blocks. A program expects that no two sheets share a block. */
const blockSize = 1024;
const blocksOfSheet = 64;

/** The part with the boxes in which the comments are shown (VML). A comment without a box is not shown by some programs. */
export function commentShapes(comments: readonly Comment[], sheet: number): string {
  const first = (sheet - 1) * blocksOfSheet + 1;
  const blocks = Array.from(
    { length: Math.ceil((comments.length + 1) / blockSize) },
    (_, index) => first + index,
  );
  const shapes = comments.map((comment, index) => shapeOf(comment, first * blockSize + index + 1));
  return `<xml xmlns:v="${microsoft}:vml" xmlns:o="${microsoft}:office:office" xmlns:x="${microsoft}:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="${blocks.join(',')}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>${shapes.join('')}</xml>`;
}

/** A box of three columns and seven rows to the right of the cell. */
function shapeOf({ row, column }: Comment, id: number): string {
  const anchor = [column + 1, 15, Math.max(0, row - 2), 10, column + 4, 15, row + 5, 4].join(',');
  return `<v:shape id="_x0000_s${id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>${anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>${row - 1}</x:Row><x:Column>${column}</x:Column></x:ClientData></v:shape>`;
}
