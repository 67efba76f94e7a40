import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sumsFile, sumsOf } from '../../infra/backup/sums.ts';
import type { RunView } from '../../infra/cli/client.ts';
import { untilInSync } from '../support/until-in-sync.ts';
import { startReceivers } from './receivers.ts';
import { openSite, type SiteOptions } from './site.ts';

/** Data of the last released state: what a back-up of it would have. */
const released = join(import.meta.dirname, '../fixtures/layouts/4-second-reading');

interface Entry {
  readonly version: number;
}
interface Answers {
  readonly runs: Readonly<Record<string, { readonly run: RunView }>>;
  readonly directory: { readonly entries: readonly Entry[] };
}

/** Restores the data of the release before into this one, and looks at what it says. */
export async function upgrade(
  options: Omit<SiteOptions, 'receivers'>,
  check: (what: string, isSo: boolean, found?: unknown) => void,
): Promise<void> {
  const backup = join(options.folder, 'backup');
  const receiversFolder = join(options.folder, 'receivers');
  mkdirSync(backup, { recursive: true });
  for (const name of readdirSync(released).filter(
    (one) => !/^(answers\.json|directory|settlement)$/.test(one),
  ))
    cpSync(join(released, name), join(backup, name), { recursive: true });
  writeFileSync(join(backup, sumsFile), await sumsOf(backup));
  for (const name of ['directory', 'settlement'])
    cpSync(join(released, name), join(receiversFolder, name), { recursive: true });
  const receivers = await startReceivers(receiversFolder);
  const before = JSON.parse(readFileSync(join(released, 'answers.json'), 'utf8')) as Answers;
  const site = await openSite({ ...options, receivers });
  try {
    const restored = await site.command('backup', 'restore', backup);
    check('data of the release before are restored', restored.code === 0, restored.out.trim());
    await site.startHost();
    const client = await site.client();
    await untilInSync(client, 90);
    const changed: string[] = [];
    for (const [id, { run }] of Object.entries(before.runs)) {
      const now = await client.follow(id);
      if (now.received !== run.received || now.status !== run.status) changed.push(id);
    }
    check('its runs are as they were', changed.length === 0, changed);
    const proved = await site.command('verify');
    check('its score sheets are proved', proved.code === 0, proved.out.trim().split('\n').at(-1));
    const { entries, violations } = (await (await fetch(`${receivers.urls.directory}/_state`)).json()) as {
      entries: readonly Entry[];
      violations: readonly string[];
    };
    const highest = (all: readonly Entry[]): number => Math.max(0, ...all.map(({ version }) => version));
    check(
      'no version falls behind what a receiver had',
      violations.length === 0 && highest(entries) >= highest(before.directory.entries),
      { before: highest(before.directory.entries), now: highest(entries) },
    );
  } finally {
    await site.stop();
    await receivers.stop();
  }
}
