import { SaxesParser } from 'saxes';
import { type FileProblem, rowLimit, rowTooLarge } from './format.ts';

export interface XmlTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface XmlEvents {
  open?(tag: XmlTag): void;
  close?(name: string): void;
  /** Text or CDATA; both mean the same. */
  text?(text: string): void;
  /** The encoding that the file declares. */
  declaration?(encoding: string | undefined): void;
}

/** The errors of the reader, in the terms of the format that uses it. */
export interface XmlProblems {
  broken(): FileProblem;
  doctype(): FileProblem;
  /** The current position, for a piece that does not end. */
  where(): string;
}

export interface XmlReader {
  write(text: string): void;
  close(): void;
}

/** Deeper than any exchange message. A file with deeper nesting is made to exhaust memory. */
const depthLimit = 32;
/**
 * Text is passed to the parser in pieces of this size. Between two pieces the size of what the parser buffers is
 * checked.
 */
const pieceCharacters = 65_536;

/**
 * A strict XML reader. It refuses a DOCTYPE, so that only the five predefined entities exist. Nesting depth and the
 * size of what the parser buffers (a text, a tag, a comment) are limited.
 */
export function strictXml(events: XmlEvents, problems: XmlProblems): XmlReader {
  const parser = new SaxesParser({ position: false });
  let depth = 0;
  let buffered = 0;
  parser.on('doctype', () => {
    throw problems.doctype();
  });
  parser.on('error', () => {
    throw problems.broken();
  });
  parser.on('xmldecl', ({ encoding }) => events.declaration?.(encoding));
  parser.on('opentag', (tag) => {
    buffered = 0;
    if (++depth > depthLimit) throw problems.broken();
    events.open?.(tag as XmlTag);
  });
  parser.on('closetag', ({ name }) => {
    buffered = 0;
    depth--;
    events.close?.(name);
  });
  const onText = (text: string): void => {
    buffered = 0;
    events.text?.(text);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  const write = (text: string): void => {
    buffered += text.length;
    parser.write(text);
    if (buffered > rowLimit) throw rowTooLarge(problems.where());
  };
  return {
    write(text) {
      if (text.length <= pieceCharacters) return write(text);
      for (let at = 0; at < text.length; at += pieceCharacters) write(text.slice(at, at + pieceCharacters));
    },
    close: () => void parser.close(),
  };
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
}
