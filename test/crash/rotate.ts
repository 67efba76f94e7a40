import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Client, createClient } from '../../infra/cli/client.ts';
import { openData, verifyTable } from '../../infra/cli/verify.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import { policyOf } from '../../lib/application/wiring/intake-ports.ts';
import { keyNumberOf } from '../../lib/runtime/vault.ts';
import { day } from '../../lib/shared/day.ts';
import { createFolderStore } from '../../lib/store/folder-store.ts';
import { placeOf, sealedPlaces } from '../../lib/store/sealed-places.ts';
import type { Item, Table } from '../../lib/store/table.ts';
import type { RotationView } from '../../schemas/keys.ts';
import { allScopes } from '../support/connector.ts';
import { killProcess, startProcess, stopProcess } from '../support/host-process.ts';
import { untilInSync } from '../support/until-in-sync.ts';

const usage = `Kills the whole connector (SIGKILL) in the middle of a pass that seals everything anew with a new data key.

  npm run crash:rotation [-- --kills 3]

Exit code 0 when the pass was finished all the same, nothing the old key sealed is left, and every sheet is proved.`;

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '3' }, help: { type: 'boolean' } },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const dataDir = mkdtempSync(join(tmpdir(), 'crash-rotation-'));
let running = await startProcess(dataDir);
const client = (): Promise<Client> => createClient(running.urls.api, { agency: 'crash', scope: allScopes });
const rotation = async (): Promise<RotationView> =>
  (await (await client()).call('GET', '/v1/keys/rotation')) as RotationView;

const size = { hospitals: 120, pharmacies: 90, doctors: 300, nurses: 210, pharmacists: 130, insured: 700 };
for (const file of makeSamples({ seed: 1, today: day('2025-12-20'), size, penalties: 160, findings: 260 })) {
  const sender = await client();
  await sender.follow(await sender.submit(file.source, file.name, file.bytes));
}
await untilInSync(await client(), 300);
await (await client()).call('POST', '/v1/keys/rotation', { reason: 'crash' });
console.log('the key is made; the first pass begins after a minute');

let [killed, done] = [0, 0];
for (let now = await rotation(); now.pass === 1; now = await rotation()) {
  if (now.state === 'resealing' && now.done > done && killed < Number(values.kills)) {
    await killProcess(running, true);
    killed++;
    console.log(`killed with ${now.done} items sealed anew, ${now.shardsDone} of ${now.shards} shards done`);
    running = await startProcess(dataDir);
    done = (await rotation()).done;
  }
  await pause(50);
}
const { state, unreadable } = await rotation();
await stopProcess(running);

const { table, close } = await openData(dataDir);
const old = await sealedWithFirst(table);
const policy = policyOf({ env: {} });
const { files, sheets, findings } = await verifyTable(createFolderStore(table), { policy });
await close();
rmSync(dataDir, { recursive: true });
console.log(`killed ${killed} times; ${old} of the items are left as the old key sealed them`);
console.log(
  `${files} files, ${sheets} sheets proved, ${findings.length} findings; ${unreadable} do not open`,
);
const isRight =
  state === 'waiting' && killed > 0 && old === 0 && sheets > 0 && findings.length === 0 && unreadable === 0;
process.exitCode = isRight ? 0 : 1;

/** Counts the items that contain a value sealed with the first key. */
async function sealedWithFirst(opened: Table): Promise<number> {
  let [found, seen] = [0, 0];
  let after: Item | undefined;
  do {
    const page = await opened.scan({ ...(after && { ExclusiveStartKey: after }) });
    for (const item of page.items) {
      const place = placeOf(item);
      if (!place) continue;
      let isOld = false;
      place.resealed(item, (sealed) => {
        seen++;
        isOld ||= keyNumberOf(sealed) === 1;
        return sealed;
      });
      if (isOld) found++;
    }
    after = page.next;
  } while (after);
  console.log(`${seen} sealed values in ${sealedPlaces.length} kinds of places`);
  return found;
}
