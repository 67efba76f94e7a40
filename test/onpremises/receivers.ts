import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator } from '../../infra/local/children.ts';
import { generateSigningKey } from '../../infra/local/signing-key.ts';

/** Simulators of both receivers. They belong to others, so a restored connector meets them as they are. */
export async function startReceivers(folder: string) {
  const signing = JSON.stringify({ kind: 'sm2', ...generateSigningKey() });
  const start = (name: string) => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const script = join(import.meta.dirname, `../../infra/local/simulators/${name}.ts`);
    return startSimulator(script, { DATA_DIR: own, SIGNING: signing });
  };
  const [directory, settlement] = [await start('directory'), await start('settlement')];
  return {
    urls: { directory: directory.url, settlement: settlement.url },
    signing,
    async stop() {
      await directory.stop();
      await settlement.stop();
    },
  };
}
