import type { Sender } from '../../lib/application/intake/open-run.ts';
import { FileProblem, type PackedFile, packedFiles } from '../../lib/feeds/index.ts';
import {
  ended,
  type File,
  fileOfBody,
  findingsMost,
  nothingSeen,
  type Preview,
  type PreviewDeps,
  type PreviewOptions,
  previewOne,
  stopped,
} from './preview.ts';

/** A preview answers within a request. What it has not looked at by then, it says. */
const secondsMost = 18;

/** What would become of a file, row by row, if it were sent now. Nothing is kept and nobody is told. */
export async function previewFile(body: Uint8Array, sender: Sender, deps: PreviewDeps): Promise<Preview> {
  const ends = deps.runtime.clock().getTime() + secondsMost * 1000;
  const preview = await previewOne(body, { sender, ends, isAlone: true }, deps);
  if (preview.problem?.code !== 'zip-of-files') return preview;
  try {
    return await previewParts(await packedFiles(fileOfBody(body)), { sender, ends }, deps);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return stopped('failed', error, { format: 'zip' });
  }
}

/** The files of an archive one by one, in its order. A row of a later file is told from those of the earlier ones. */
async function previewParts(
  files: readonly PackedFile[],
  { sender, ends }: Pick<PreviewOptions, 'sender' | 'ends'>,
  deps: PreviewDeps,
): Promise<Preview> {
  const { runtime } = deps;
  const options = { sender, ends, isAlone: files.length === 1 };
  const parts: (File & { readonly name: string })[] = [];
  let left = findingsMost;
  for (const packed of files) {
    if (runtime.clock().getTime() > ends) break;
    const part = await previewPacked(packed, options, deps);
    const findings = part.findings.slice(0, left);
    left -= findings.length;
    parts.push({ ...part, findings, name: packed.name });
  }
  const isComplete = parts.length === files.length && parts.every((part) => part.isComplete);
  return { ...ended({ format: 'zip' }, nothingSeen, isComplete), parts };
}

async function previewPacked(packed: PackedFile, options: PreviewOptions, deps: PreviewDeps): Promise<File> {
  try {
    return await previewOne(packed.unpack(), options, deps);
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    return stopped('failed', error, {});
  }
}
