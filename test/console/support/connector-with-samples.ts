import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createClient } from '../../../infra/cli/client.ts';
import { loadSamples } from '../../fuzz/api/planted.ts';
import { allScopes } from '../../support/connector.ts';
import { startProcess, stopProcess } from '../../support/host-process.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly api: string;
    readonly settlement: string;
    readonly directory: string;
  }
}

/** A connector with a sixth of the demo's samples, where suspensions wait for a second officer. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'console-'));
  const host = await startProcess(join(folder, 'data'), {
    SUSPENSION_MODE: 'four-eyes',
    // Annex 5 prints a telephone.
    NOTICE_PHONE: '0891-6300000',
  });
  await loadSamples(await createClient(host.urls.api, { agency: 'demo', scope: allScopes }));
  project.provide('api', host.urls.api);
  project.provide('settlement', host.urls.settlement);
  project.provide('directory', host.urls.directory);
  return async () => {
    await stopProcess(host);
    rmSync(folder, { recursive: true, force: true });
  };
}
