import { crc32 } from 'node:zlib';
import type { ListedEntry } from './zip-directory.ts';

/** Set when a name is UTF-8 (APPNOTE.TXT 4.4.4). Programs of Windows in China do not set it and write GBK. */
const utf8Flag = 0x800;
/** The extra field with the name in UTF-8, which Info-ZIP writes beside a name of another encoding. */
const unicodePathField = 0x7075;

/** The name of an entry, in the encoding that it was written in. */
export function nameOf({
  nameBytes,
  extra,
  flags,
}: Pick<ListedEntry, 'nameBytes' | 'extra' | 'flags'>): string {
  if ((flags & utf8Flag) !== 0) return Buffer.from(nameBytes).toString('utf8');
  return unicodePath(nameBytes, extra) ?? utf8Of(nameBytes) ?? new TextDecoder('gb18030').decode(nameBytes);
}

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The field holds a version, the checksum of the name that it was made for, and the name. */
function unicodePath(nameBytes: Uint8Array, extra: Uint8Array): string | undefined {
  const fields = Buffer.from(extra);
  for (let at = 0; at + 4 <= fields.length; ) {
    const length = fields.readUInt16LE(at + 2);
    const field = fields.subarray(at + 4, at + 4 + length);
    if (fields.readUInt16LE(at) === unicodePathField && field.length > 5) {
      return field.readUInt32LE(1) === crc32(nameBytes) ? utf8Of(field.subarray(5)) : undefined;
    }
    at += 4 + length;
  }
  return undefined;
}
