import type { SampleFile } from '../../infra/samples/sample-file.ts';
import type { Site } from './site.ts';
import { countsOf, finished, followed, sent } from './work.ts';

/** Sends files and kills the host and each engine in turn meanwhile, each while the file that was taken last is worked on. */
export async function sendWithKills(files: readonly SampleFile[], site: Site): Promise<unknown[]> {
  const client = await site.client();
  const victims = [site.host(), ...site.engines.all];
  const ids: string[] = [];
  for (const [index, file] of files.entries()) {
    const id = await sent(file, client);
    ids.push(id);
    const victim = victims[index];
    if (victim) {
      await victim.kill();
      await victim.again();
      console.log(`   ${victim.name} was killed and serves again`);
    }
    await finished(id, client);
  }
  return countsOf(await followed(ids, client));
}
