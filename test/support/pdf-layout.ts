/** A rectangle of a page, in points from its upper left corner. */
interface Box {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A run of characters, by the left end of its base line. */
interface Run extends Pick<Box, 'page' | 'x' | 'y'> {
  readonly text: string;
  readonly size: number;
}

/** What is drawn on the pages of an uncompressed PDF, in the order in which it is drawn. */
export interface PdfLayout {
  readonly boxes: readonly Box[];
  readonly runs: readonly Run[];
}

/** A cell of a table, or a line outside of every table. */
export interface Seen {
  readonly page: number;
  readonly kind: 'cell' | 'line';
  readonly text: string;
}

const number = String.raw`(-?[\d.]+)`;
const rectangle = new RegExp(`^${number} ${number} ${number} ${number} re$`, 'gm');
const drawnText = new RegExp(
  String.raw`1 0 0 1 ${number} ${number} Tm\n/F\d+ ${number} Tf\n\[([^\]]*)\] TJ`,
  'g',
);

/** Reads positions and characters of a PDF that `lib/notices` made. Glyphs become characters by the table in the file. */
export function layoutOf(pdf: Uint8Array): PdfLayout {
  const file = Buffer.from(pdf).toString('latin1');
  const characters = charactersIn(file);
  const pages = [...file.matchAll(/stream\n(1 0 0 -1 0 [\d.]+ cm\n[\s\S]*?)\nendstream/g)];
  return {
    boxes: pages.flatMap(([, content = ''], page) =>
      [...content.matchAll(rectangle)].map(([, x, y, width, height]) => ({
        page,
        x: Number(x),
        y: Number(y),
        width: Number(width),
        height: Number(height),
      })),
    ),
    runs: pages.flatMap(([, content = ''], page) =>
      [...content.matchAll(drawnText)].map(([, x, y, size, glyphs = '']) => ({
        page,
        x: Number(x),
        y: 841.89 - Number(y),
        size: Number(size),
        text: [...glyphs.matchAll(/<([0-9a-f]+)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((glyph) => characters.get(Number.parseInt(glyph, 16)) ?? '?')
          .join(''),
      })),
    ),
  };
}

function charactersIn(file: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [, from = '', list = ''] of file.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g)) {
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries())
      found.set(
        Number.parseInt(from, 16) + index,
        Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      );
  }
  return found;
}

/**
 * The pages as one sees them: cells of tables with all that stands in them, and lines outside, each from top to bottom
 * and from left to right. A paragraph is one line, however the column breaks it. Blanks are left out.
 */
export function seenOn({ boxes, runs }: PdfLayout): Seen[] {
  const inOrder = [...runs].sort(byPlace);
  const cells = boxes.map((place) => ({
    kind: 'cell' as const,
    place,
    text: inOrder.filter((run) => isIn(place, run)).map(({ text }) => text),
  }));
  const lines = paragraphsOf(inOrder.filter((run) => !boxes.some((box) => isIn(box, run))));
  return [...cells, ...lines]
    .sort((a, b) => byPlace(a.place, b.place))
    .map(({ kind, place, text }) => ({
      page: place.page,
      kind,
      text: text.join('').replaceAll(/\s/g, ''),
    }));
}

const isIn = (box: Box, run: Run): boolean =>
  run.page === box.page &&
  run.x >= box.x &&
  run.x < box.x + box.width &&
  run.y > box.y &&
  run.y < box.y + box.height;

const leftMargin = 72;

/** A paragraph begins with an indent; what follows at the left margin without one continues it. */
function paragraphsOf(runs: readonly Run[]): { kind: 'line'; place: Run; text: string[] }[] {
  const found: { kind: 'line'; place: Run; text: string[] }[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    const continues =
      last?.place.page === run.page &&
      Math.abs(last.place.x - leftMargin) < 0.5 &&
      Math.abs(run.x - leftMargin) < 0.5 &&
      !run.text.startsWith('\u3000');
    if (last && continues) last.text.push(run.text);
    else found.push({ kind: 'line', place: run, text: [run.text] });
  }
  return found;
}

type Place = Pick<Box, 'page' | 'x' | 'y'>;

/** Cells of one row begin at one height, up to rounding. */
const byPlace = (a: Place, b: Place): number =>
  a.page - b.page || (Math.abs(a.y - b.y) < 0.5 ? a.x - b.x : a.y - b.y);
