import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Client } from './client.ts';
import { answerPathOf } from './print-run.ts';

/**
 * Saves the answer file of a run, and the further ones where one does not hold all rows: beside the file that was sent, or
 * in this folder.
 * @returns the paths
 */
export async function saveAnswer(
  runId: string,
  beside: string | undefined,
  client: Client,
): Promise<string[]> {
  const paths: string[] = [];
  for (let after: string | undefined, part = 1; ; part++) {
    const { name, bytes, nextAfter } = await client.download(
      `/v1/feeds/runs/${runId}/answer${after === undefined ? '' : `?after=${after}`}`,
    );
    const path = beside === undefined ? basename(name) : answerPathOf(beside, name);
    const numbered = part === 1 ? path : path.replace(/(\.[^.]*)?$/, `-${part}$1`);
    await writeFile(numbered, bytes);
    paths.push(numbered);
    if (nextAfter === undefined) return paths;
    after = nextAfter;
  }
}
