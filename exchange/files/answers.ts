import { basename, extname } from 'node:path';
import type { RunView } from '../../infra/cli/client.ts';
import type { Connector } from '../connector.ts';
import { derivedName, plainName } from './names.ts';

/** Writes the answer file of each run that has rows which wait, beside the file that was sent: its name with 答复. */
export async function writeAnswers(
  runs: readonly RunView[],
  target: string,
  { connector, put }: { connector: Connector; put: (name: string, bytes: Uint8Array) => Promise<void> },
): Promise<void> {
  for (const [index, { runId, status, quarantined, file, partOf }] of runs.entries()) {
    if (status !== 'completed' || quarantined === 0) continue;
    const packed = plainName(basename(file.name ?? runId));
    const mark = partOf ? `-${index + 1}-${packed.slice(0, packed.length - extname(packed).length)}` : '';
    let part = 1;
    for await (const { name, bytes } of connector.answers(runId)) {
      await put(derivedName(target, `${mark}-答复${part === 1 ? '' : `-${part}`}`, extname(name)), bytes);
      part += 1;
    }
  }
}
