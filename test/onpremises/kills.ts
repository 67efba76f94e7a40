import type { SampleFile } from '../../infra/samples/sample-file.ts';
import type { Site } from './site.ts';
import { countsOf, followed, sent } from './work.ts';

/** Sends files and kills the host and each engine in turn meanwhile, each after another file was taken. */
export async function sendWithKills(files: readonly SampleFile[], site: Site): Promise<unknown[]> {
  const client = await site.client();
  const victims = [site.host(), ...site.engines.all];
  const ids: string[] = [];
  for (const [index, file] of files.entries()) {
    ids.push(await sent(file, client));
    const victim = victims[index];
    if (!victim) continue;
    await victim.kill();
    await victim.again();
    console.log(`   ${victim.name} was killed and serves again`);
  }
  return countsOf(await followed(ids, client));
}
