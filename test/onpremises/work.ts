import { setTimeout as pause } from 'node:timers/promises';
import { type Client, Refused, type RunView } from '../../infra/cli/client.ts';
import { makeSamples } from '../../infra/samples/feeds.ts';
import type { SampleFile } from '../../infra/samples/sample-file.ts';
import type { Day } from '../../lib/shared/day.ts';
import { finalState, subjectsOf } from '../support/final-state.ts';
import { untilInSync } from '../support/until-in-sync.ts';

const size = { hospitals: 6, pharmacies: 5, doctors: 10, nurses: 6, pharmacists: 4, insured: 12 };

export const samplesOf = (today: Day): SampleFile[] =>
  makeSamples({ seed: 18, today, size, penalties: 12, findings: 12 });

/** Sends a file until the connector has confirmed it, whatever is down meanwhile. */
export const sent = (file: SampleFile, client: Client): Promise<string> =>
  patiently(() => client.submit(file.source, file.name, file.bytes));

/** Waits until a run is done. Of two lists the one that is read first counts, so the next file waits for it. */
export const finished = (id: string, client: Client): Promise<RunView> => patiently(() => client.follow(id));

/** Sends the samples one after the other and waits until all is counted and delivered. */
export async function sendAll(files: readonly SampleFile[], client: Client): Promise<RunView[]> {
  const ids: string[] = [];
  for (const file of files) {
    const id = await sent(file, client);
    await finished(id, client);
    ids.push(id);
  }
  return followed(ids, client);
}

export async function followed(ids: readonly string[], client: Client): Promise<RunView[]> {
  const runs = async (): Promise<RunView[]> => {
    const views: RunView[] = [];
    for (const id of ids) views.push(await finished(id, client));
    return views;
  };
  await runs();
  await patiently(() => untilInSync(client, 120));
  return runs();
}

/** A connection that breaks while an engine or the host is down is tried again. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const ends = Date.now() + 150_000;
  for (;;)
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > ends || (error instanceof Refused && error.status < 500)) throw error;
      await pause(500);
    }
}

type Urls = { directory: string; settlement: string };

export const stateOf = async (files: readonly SampleFile[], client: Client, urls: Urls) =>
  finalState(client, subjectsOf(files), urls);

export const countsOf = (runs: readonly RunView[]): unknown[] =>
  runs.map(({ source, status, received, accepted, duplicates, unmatched, quarantined }) => ({
    source,
    status,
    received,
    accepted,
    duplicates,
    unmatched,
    quarantined,
  }));
