/**
 * The text that a sender means, without the marks that programs put around it. Such marks are no part of a number, a name or
 * any other text: one exporter writes them and the next does not. What a row says is stored as sent only in quarantine.
 */
export function plainText(text: string): string {
  if (isPlain(text)) return text.trim();
  let plain = withoutControls(decodedEscapes(text));
  for (let layer = 0; layer < mostLayers; layer++) plain = withoutGuard(withoutFormula(plain));
  return plain;
}

/** A file that went through several programs has a mark of each: `'="0123"`. */
const mostLayers = 4;

/** Nothing to do: letters and digits, and signs that no program uses as a mark. Most cells of a file. */
const isPlain = (text: string): boolean =>
  !/[\p{Cc}\p{Cf}\p{DI}\u00A0'’‘`´＇=＝"＂_\u2028\u2029]/u.test(text);

/** `_x000D_`: what OOXML writes for a control character. A CSV that was exported from such a workbook keeps it. */
const decodedEscapes = (text: string): string =>
  text.replace(/_x00([01][0-9A-F]|7F|[89][0-9A-F]|A0)_/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );

/** Variation selectors and fillers show nothing, though they are not format characters (Cf). */
const hidden = /[\p{Cf}\p{DI}]/gu;
const breaks = /\r\n?|[\n\v\f\u0085\u2028\u2029]/g;

/** Breaks inside stay breaks, other control characters (C0, C1) and characters without width go. */
const withoutControls = (text: string): string =>
  text
    .replace(breaks, '\n')
    .replace(/[\t\u00A0]/g, ' ')
    .replace(hidden, '')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim();

/** `="0123"`, `=T("0123")`: how exporters make a spreadsheet keep a number. `=0123` is the same without its quotes. */
function withoutFormula(text: string): string {
  if (!/^[=＝]/.test(text)) return text;
  const quoted =
    /^[=＝]\s*(?:(?:T|TEXT|TRIM|CLEAN|CONCAT|CONCATENATE)\s*)?(?:\(\s*)?["“”＂]{1,2}([^"“”＂]*)["“”＂]{1,2}\s*(?:,\s*["“”＂]{1,2}[^"“”＂]*["“”＂]{1,2}\s*)?\)?$/i;
  const bare = /^[=＝](?=[\dA-Z]{6,}$)/i;
  return (quoted.exec(text)?.[1] ?? text.replace(bare, '')).trim();
}

/**
 * Quotes around the whole text, or an apostrophe in front of it. An opening quote that closes before the end is the
 * sender's own.
 */
function withoutGuard(text: string): string {
  const around = /^(?:"([^"]*)"|＂([^＂]*)＂|'([^']*)'|`([^`]*)`|‘([^‘’]*)’)$/.exec(text);
  if (around) return (around.slice(1).find((inside) => inside !== undefined) ?? '').trim();
  return /^(?:‘[^’]+’|'[^']+'|`[^`]+`)/.test(text) ? text : text.replace(/^['’‘`´＇]\s*/, '');
}

/** Without anything that shows nothing: to tell a blank text from one that says something. */
export const isBlank = (text: string): boolean => !/[^\s\p{Cc}\p{Cf}\p{DI}]/u.test(text);
