import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf } from '../../lib/shared/day.ts';
import { openChecks } from './checks.ts';
import { install } from './install.ts';
import { startIssuer } from './issuer.ts';
import { sendWithKills } from './kills.ts';
import { ownEngines } from './own-engines.ts';
import type { Parts } from './parts.ts';
import { startReceivers } from './receivers.ts';
import { openSite, type Site } from './site.ts';
import type { TestRelease } from './test-release.ts';
import { upgrade } from './upgrade.ts';
import { samplesOf, stateOf } from './work.ts';

/** What `run.ts` hands over. */
interface Given {
  readonly parts: Parts;
  readonly release: TestRelease;
  readonly folder: string;
}

const { parts, release, folder } = JSON.parse(process.argv[2] ?? '{}') as Given;
const { check, part, counts } = openChecks();
const files = samplesOf(dayOf(new Date()));
const installed = join(folder, 'installed/current');
const issuer = await startIssuer();

await part('the archive', () => install({ release, folder, check }));

let expected: { counts: unknown[]; state: unknown } | undefined;
await part('its own small engines', async () => {
  expected = await ownEngines({ installed, folder: join(folder, 'small'), issuer, files, check });
});

const receivers = await startReceivers(join(folder, 'receivers'));
let site: Site | undefined;
await part('engines of others, each killed once', async () => {
  site = await openSite({ parts, installed, folder: join(folder, 'site'), issuer, receivers });
  await site.startHost();
  const page = await fetch(`${site.apiUrl}/console`);
  check('the console is served', page.status === 200, String(page.status));
  const found = await sendWithKills(files, site);
  check('the samples have the counts of the ordinary host', same(found, expected?.counts), {
    found,
    expected: expected?.counts,
  });
  const state = await stateOf(files, await site.client(), receivers.urls);
  check('files and receivers say the same', same(state, expected?.state), `${state.evidence} decisions`);
});

await part('back-up and restore', async () => {
  if (!site) throw new Error('there is nothing to back up');
  const saved = join(folder, 'backup');
  const early = await site.command('backup', 'save', saved);
  check('a connector that runs is not saved', early.code === 1, early.out.trim());
  await site.host().kill('SIGTERM');
  const done = await site.command('backup', 'save', saved);
  check('it is saved', done.code === 0, done.out.trim());
  const over = await site.command('backup', 'restore', saved);
  check('it is not restored over what is there', over.code === 1, over.out.trim());
  await site.stop();
  site = await openSite({ parts, installed, folder: join(folder, 'restored'), issuer, receivers });
  const items = join(saved, 'items.ndjson');
  const whole = readFileSync(items);
  appendFileSync(items, '{}');
  const changed = await site.command('backup', 'restore', saved);
  check('a back-up that was changed is refused', changed.code === 1, changed.out.trim());
  writeFileSync(items, whole);
  const restored = await site.command('backup', 'restore', saved);
  check('it is restored into new engines', restored.code === 0, restored.out.trim());
  await site.startHost();
  const client = await site.client();
  const state = await stateOf(files, client, receivers.urls);
  check(
    'files and receivers say what they said',
    same(state, expected?.state),
    `${state.evidence} decisions`,
  );
  const proved = await site.command('verify');
  check('every score sheet is proved', proved.code === 0, proved.out.trim().split('\n').at(-1));
  const compared = await site.command('converge');
  check('the receivers have what the files say', compared.code === 0, compared.out.trim().split('\n').at(-1));
  const ledger = join(folder, 'ledger.ndjson');
  const exported = await site.command('ledger', 'export', site.apiUrl, ledger);
  const key = /signed with (\S+)/.exec(exported.out)?.[1] ?? '';
  const chain = await site.command('ledger', 'prove', ledger, '--key', key);
  check('the ledger is proved', chain.code === 0, chain.out.trim().split('\n').at(-1));
  await site.stop();
  site = undefined;
});

await part('upgrade', () => upgrade({ parts, installed, folder: join(folder, 'upgraded'), issuer }, check));

await site?.stop();
await receivers.stop();
issuer.stop();
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
