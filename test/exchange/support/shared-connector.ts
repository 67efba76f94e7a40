import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createClient } from '../../../infra/cli/client.ts';
import { startProcess, stopProcess } from '../../support/host-process.ts';
import { registry } from '../../support/records.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly connectorUrl: string;
  }
}

/** A connector that knows the subjects of the tests. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-connector-'));
  const host = await startProcess(join(folder, 'data'));
  const client = await createClient(host.urls.api, { agency: 'registry', scope: 'feeds:write:registry' });
  const { runId } = (await client.call('POST', '/v1/feeds/registry/records', { records: registry })) as {
    runId: string;
  };
  await client.follow(runId);
  project.provide('connectorUrl', host.urls.api);
  return async () => {
    await stopProcess(host);
    rmSync(folder, { recursive: true, force: true });
  };
}
