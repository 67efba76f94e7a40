import { join } from 'node:path';
import { clientWith } from '../../infra/cli/client.ts';
import type { SampleFile } from '../../infra/samples/sample-file.ts';
import { freePort } from '../support/free-port.ts';
import type { startIssuer } from './issuer.ts';
import { startReceivers } from './receivers.ts';
import { runProgram, startProgram } from './support.ts';
import { countsOf, sendAll, stateOf } from './work.ts';

interface OwnOptions {
  readonly installed: string;
  readonly folder: string;
  readonly issuer: Awaited<ReturnType<typeof startIssuer>>;
  readonly files: readonly SampleFile[];
  readonly check: (what: string, isSo: boolean, found?: unknown) => void;
}

/** The installation with nothing but itself: what a small pilot runs, and what the other engines are compared with. */
export async function ownEngines({ installed, folder, issuer, files, check }: OwnOptions) {
  const receivers = await startReceivers(join(folder, 'receivers'));
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const env = {
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    TOKEN_ISSUER: issuer.url,
    DIRECTORY_URL: receivers.urls.directory,
    SETTLEMENT_URL: receivers.urls.settlement,
    SETTLEMENT_SIGNING: receivers.signing,
  };
  const program = join(installed, 'credit-connector');
  const open = await runProgram(program, ['start'], { ...env, TOKEN_ISSUER: '', BIND_ADDRESS: '0.0.0.0' });
  check('persons without passwords are not shown to other machines', open.code === 1, open.out.trim());
  const host = await startProgram({
    name: 'connector',
    command: program,
    args: ['start'],
    env,
    folder,
    isReady: async () => (await fetch(`${apiUrl}/health`)).ok,
  });
  try {
    const health = await runProgram(program, ['health'], env);
    check('its health is asked for by a command', health.code === 0, health.out.trim());
    const asked = async (token: string): Promise<number> =>
      (await fetch(`${apiUrl}/v1/sources`, { headers: { authorization: `Bearer ${token}` } })).status;
    check('a token of its issuer counts', (await asked(await issuer.token())) === 200);
    check('one for somebody else does not', (await asked(await issuer.token('other'))) === 401);
    check(
      'nor one of another issuer',
      (await asked(await issuer.token('credit-connector', 'http://127.0.0.1:1'))) === 401,
    );
    const client = clientWith(apiUrl, await issuer.token());
    const counts = countsOf(await sendAll(files, client));
    return { counts, state: await stateOf(files, client, receivers.urls) };
  } finally {
    await host.kill('SIGTERM');
    await receivers.stop();
  }
}
