import { inflateSync } from 'node:zlib';
import { err, ok, type Result } from '../../lib/shared/result.ts';
import type { ContentFault } from './content-fault.ts';

/** Bytes. What all object streams of a file may have together when they are unpacked. */
const unpackedMost = 32 * 1024 * 1024;

/** Names of scripts, launch actions, embedded files, and forms with scripts of their own (ISO 32000-1, 7.11, 12.6). */
const activeNames = ['JS', 'JavaScript', 'Launch', 'EmbeddedFile', 'EmbeddedFiles', 'RichMedia', 'XFA'];
const nameEnds = '(?![^\\s()<>[\\]{}/%])';
const active = new RegExp(`/(?:${activeNames.join('|')})${nameEnds}`);
const encrypted = new RegExp(`/Encrypt${nameEnds}`);
const container = new RegExp(`/(?:ObjStm|First)${nameEnds}`);

const objectBegins = /\d\s+\d+\s+obj\b/;
const streamBegins = />>\s*stream\r?\n/g;
const streamEnds = 'endstream';

/**
 * Checks a PDF: complete from header to last line, readable without a password, and without active content, launch
 * actions or embedded files. Object streams are unpacked and searched. A stream that cannot be unpacked is refused.
 */
export function checkPdf(bytes: Buffer): Result<void, ContentFault> {
  // PDF treats a zero byte as white space.
  const text = bytes.toString('latin1').replaceAll('\0', ' ');
  if (!/^%PDF-[12]\.\d/.test(text)) return err('other-content');
  const end = text.lastIndexOf('%%EOF');
  if (end === -1 || !text.includes('startxref') || !objectBegins.test(text)) return err('broken-content');
  if (text.slice(end + '%%EOF'.length).trim() !== '') return err('bytes-after-end');
  const parts = partsOf(text);
  if (!parts) return err('broken-content');
  const structure = parts.map(({ before }) => before).join(' ');
  if (encrypted.test(structure)) return err('encrypted-content');
  if (active.test(structure)) return err('active-content');
  let room = unpackedMost;
  for (const { before, from, to } of parts) {
    // The cross-reference table may point anywhere, even into a stream.
    if (objectBegins.test(text.slice(from, to))) return err('hidden-content');
    const dictionary = dictionaryIn(before);
    if (from < to && dictionary === undefined) return err('hidden-content');
    if (from === to || !dictionary || !container.test(dictionary)) continue;
    const objects = unpacked(bytes.subarray(from, to), dictionary, room);
    if (objects === undefined) return err('hidden-content');
    room -= objects.length;
    if (active.test(objects)) return err('active-content');
  }
  return ok(undefined);
}

interface Part {
  /** The text before a stream, which ends with the stream's dictionary. Escaped names are decoded. */
  readonly before: string;
  readonly from: number;
  readonly to: number;
}

/** The streams of a file, each with the text before it. The last part has no stream. */
function partsOf(text: string): Part[] | undefined {
  const parts: Part[] = [];
  let at = 0;
  streamBegins.lastIndex = 0;
  for (let found = streamBegins.exec(text); found; found = streamBegins.exec(text)) {
    const from = streamBegins.lastIndex;
    const to = text.indexOf(streamEnds, from);
    if (to === -1) return undefined;
    parts.push({ before: plainNames(text.slice(at, from)), from, to });
    at = to + streamEnds.length;
    streamBegins.lastIndex = at;
  }
  return [...parts, { before: plainNames(text.slice(at)), from: text.length, to: text.length }];
}

/**
 * The dictionary of the stream that follows, taken from the beginning of the last object. Undefined when that beginning
 * may be inside a comment or a string: a PDF reader would then see another dictionary than this check does.
 */
function dictionaryIn(before: string): string | undefined {
  const inComment = before.split(/[\r\n]/).some((line) => {
    const comment = line.indexOf('%');
    return comment !== -1 && objectBegins.test(line.slice(comment));
  });
  const last = [...before.matchAll(new RegExp(objectBegins, 'g'))].at(-1)?.index ?? 0;
  const dictionary = before.slice(last);
  return inComment || closesMoreThanItOpens(dictionary) ? undefined : dictionary;
}

/** Whether the text closes more brackets than it opens: then a string was opened before the dictionary. */
function closesMoreThanItOpens(dictionary: string): boolean {
  let depth = 0;
  for (const [bracket] of dictionary.matchAll(/\\.|[()]/gs)) {
    if (bracket === '(') depth++;
    if (bracket === ')' && --depth < 0) return true;
  }
  return false;
}

/**
 * The content of an object stream. Undefined when it is packed in a way that is not usual for one, or has more bytes
 * than there is room for.
 */
function unpacked(body: Buffer, dictionary: string, room: number): string | undefined {
  if (!dictionary.includes('/Filter')) return plainNames(body.toString('latin1'));
  const isDeflated = /\/Filter\s*(\/FlateDecode|\[\s*\/FlateDecode\s*\])/.test(dictionary);
  if (!isDeflated || dictionary.includes('/DecodeParms')) return undefined;
  try {
    return plainNames(inflateSync(body, { maxOutputLength: Math.max(1, room) }).toString('latin1'));
  } catch {
    return undefined;
  }
}

/** Decodes escaped names: `/J#53` is `/JS`. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
