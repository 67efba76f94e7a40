import { type PullSource, pullSourcesOf } from '../../lib/application/settings/pull-settings.ts';

/** An authority's endpoint, as a deployment's settings describe it. */
export function pullSource(change: object = {}): PullSource {
  const settings = {
    name: 'scjg',
    source: 'market-supervision',
    url: 'https://authority.example/records',
    mode: 'cursor',
    pageLimit: 2,
    timeoutSeconds: 1,
    ...change,
  };
  const [source] = pullSourcesOf({ env: { PULL_SOURCES: JSON.stringify([settings]) } });
  if (!source) throw new Error('no source');
  return source;
}
