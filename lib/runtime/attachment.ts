/**
 * `content-disposition` of a file to be saved: a name in ASCII, and the name for programs that know RFC 6266
 * (`filename*=UTF-8''…`).
 */
export function attachment(fileName: string, name?: string): string {
  const encoded =
    name === undefined
      ? ''
      : `; filename*=UTF-8''${encodeURIComponent(name).replace(
          /['()*!]/g,
          (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
        )}`;
  return `attachment; filename="${fileName}"${encoded}`;
}
