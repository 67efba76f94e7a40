/** The name of a content-disposition: the one in UTF-8 (RFC 6266) where there is one. */
export function fileNameOf(disposition: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition)?.[1];
  const plain = /filename="([^"]*)"/.exec(disposition)?.[1];
  return encoded === undefined ? (plain ?? '答复') : decodeURIComponent(encoded);
}

/** Saves an answer as the browser saves a download. */
export const saveAs = async (response: Response): Promise<void> =>
  saveFile(fileNameOf(response.headers.get('content-disposition') ?? ''), await response.blob());

/** Saves what was made here. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
