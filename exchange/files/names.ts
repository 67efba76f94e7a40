import { extname } from 'node:path';

/** Folders of a box, below its own. */
export const folders = { working: 'working', done: 'done', rejected: 'rejected' } as const;

/** Bytes of a file name on the file systems in use, less what a temporary name adds. */
const bytesMost = 240;

/** True for a name that can be that of one file directly in a folder. A server may list anything. */
export const isPlainName = (name: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
  name !== '' && name !== '.' && name !== '..' && !/[/\\\u0000-\u001f\u007f\ufffd]/.test(name);

/** A name that another program gave, as one that can lie in a folder. */
export const plainName = (name: string): string =>
  [...name].map((one) => (isPlainName(one) || one === '.' ? one : '_')).join('');

/** A name with another one made from it: its ending stays, its stem is shortened where the whole became too long. */
export function derivedName(name: string, mark: string, ending = extname(name)): string {
  const own = extname(name);
  const stem = own === '' ? name : name.slice(0, -own.length);
  const tail = `${mark}${/^\.[\w-]{1,10}$/.test(ending) || ending === own ? ending : ''}`;
  let shown = [...stem];
  while (shown.length > 1 && Buffer.byteLength(shown.join('') + tail) > bytesMost) shown = shown.slice(0, -1);
  return shown.join('') + tail;
}

/** A pattern of file names: `*` any characters, `?` one; case does not count. Names that begin with a dot never match. */
export function matcher(patterns: readonly string[]): (name: string) => boolean {
  const wanted = patterns.map(
    (pattern) =>
      new RegExp(
        `^${pattern
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replaceAll('*', '.*')
          .replaceAll('?', '.')}$`,
        'iu',
      ),
  );
  return (name) => !name.startsWith('.') && wanted.some((one) => one.test(name));
}

/** The companion that says that a file is whole: `data.csv.ok` or `data.ok`. */
export function companionOf(name: string, listed: ReadonlySet<string>): string | undefined {
  const own = extname(name);
  return [`${name}.ok`, `${own === '' ? name : name.slice(0, -own.length)}.ok`].find(
    (companion) => companion !== name && listed.has(companion),
  );
}
