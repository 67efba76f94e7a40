import type { Receiver } from '../../credit-file/projection/delivery-state.ts';
import {
  createDirectoryClient,
  createSettlementClient,
  createSigner,
  type DirectoryClient,
  type DirectorySettings,
  directorySettings,
  type SettlementClient,
  settlementSettings,
  signingSettings,
} from '../../delivery/index.ts';
import { type Runtime, setting } from '../../runtime/runtime.ts';
import { readSecret } from '../../runtime/secrets.ts';
import { traceparent } from '../../runtime/trace.ts';
import { parsedJson, parsedSetting } from '../settings/parsed-setting.ts';

/** The client of the directory, from `DIRECTORY_URL`, `DIRECTORY_SETTINGS` (JSON) and its secret. */
export async function openDirectory(
  runtime: Runtime,
): Promise<{ client: DirectoryClient; settings: DirectorySettings }> {
  const settings = parsedSetting(runtime, 'DIRECTORY_SETTINGS', { schema: directorySettings });
  const token = await secretOf(runtime, 'directory', 'DIRECTORY_TOKEN');
  const headers = () => ({ ...traceHeaders(), ...(token && { authorization: `Bearer ${token}` }) });
  return { client: createDirectoryClient(setting(runtime, 'DIRECTORY_URL'), settings, headers), settings };
}

/** The client of the settlement system, from `SETTLEMENT_URL`, `SETTLEMENT_SETTINGS` (JSON) and its signing key. */
export async function openSettlement(runtime: Runtime): Promise<SettlementClient> {
  const settings = parsedSetting(runtime, 'SETTLEMENT_SETTINGS', { schema: settlementSettings });
  const secret = await secretOf(runtime, 'settlement', 'SETTLEMENT_SIGNING');
  const signing = parsedJson('SETTLEMENT_SIGNING', secret ?? '{"kind":"none"}', signingSettings);
  return createSettlementClient(setting(runtime, 'SETTLEMENT_URL'), {
    settings,
    signer: createSigner(signing),
    clock: runtime.clock,
    random: runtime.random,
    headers: traceHeaders,
  });
}

/** The trace of what is sent (W3C Trace Context). A receiver that keeps it can be asked about a run. */
function traceHeaders(): Record<string, string> {
  const current = traceparent();
  return current ? { traceparent: current } : {};
}

/** A receiver's credential: from Secrets Manager on AWS, from the environment on one machine. */
async function secretOf(runtime: Runtime, receiver: Receiver, local: string): Promise<string | undefined> {
  const arn = runtime.env[`${receiver.toUpperCase()}_SECRET_ARN`];
  const secret = arn ? await readSecret(arn, `the credentials of the ${receiver}`) : runtime.env[local];
  return secret || undefined;
}
