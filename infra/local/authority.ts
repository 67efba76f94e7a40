import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { environment } from '../environment.ts';
import { startSimulator } from './children.ts';

/** Due at each call of the schedule, so that one can watch the pulls. */
const everyMinutes = 1 / 600;
const pullName = 'simulator';

/**
 * Starts the simulator of an authority's endpoint and returns the setting to pull it. It is pulled beside the endpoints
 * of `PULL_SOURCES`, as the source `AUTHORITY_SOURCE` (default: market supervision), with signed requests.
 */
export async function startAuthority(
  dataDir: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ url: string; settings: Record<string, string>; stop(): Promise<void> }> {
  const token = randomUUID();
  const script = join(import.meta.dirname, 'simulators/authority.ts');
  const { url, stop } = await startSimulator(script, { DATA_DIR: dataDir, TOKEN: token });
  const given = JSON.parse(env[environment.pullSources] || '[]') as object[];
  const tokens = JSON.parse(env[environment.pullTokens] || '{}') as object;
  const own = {
    name: pullName,
    source: env['AUTHORITY_SOURCE'] || 'market-supervision',
    url: `${url}/records`,
    mode: 'cursor',
    everyMinutes,
    pageLimit: 2,
    timeoutSeconds: 2,
    auth: { kind: 'x-tif', paasid: 'credit-connector' },
    allowPrivateAddresses: true,
  };
  return {
    url,
    settings: {
      [environment.pullSources]: JSON.stringify([...given, own]),
      [environment.pullTokens]: JSON.stringify({ ...tokens, [pullName]: token }),
    },
    stop,
  };
}
