import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getParts } from './parts.ts';
import { makeTestRelease } from './test-release.ts';

const help = `Installs the archive of this release without a network and runs it as infra/onpremises/compose.yaml says, with its
engines as processes: samples, kills, back-up and restore, upgrade, and an archive that was tampered with.

  npm run test:onpremises [-- --keep]

--keep leaves the folder of the test. Needs Java 17, Maven and Go, which get and build the engines the first time.
Exit code 0 when all passed, 1 when not, 3 when a part cannot be had on this machine, which is then named.`;

const exitWithoutParts = 3;

const asked = process.argv.slice(2);
if (asked.includes('--help')) console.log(help);
else {
  const got = getParts();
  if ('missing' in got) {
    for (const one of got.missing) console.error(`NOT TESTED: this machine cannot have ${one}`);
    process.exitCode = exitWithoutParts;
  } else {
    const folder = mkdtempSync(join(tmpdir(), 'onpremises-'));
    try {
      const release = await makeTestRelease(join(folder, 'release'));
      const inside = JSON.stringify({ parts: got.parts, release, folder });
      process.exitCode = withoutNetwork(join(import.meta.dirname, 'inside.ts'), inside);
    } finally {
      if (asked.includes('--keep')) console.log(folder);
      else rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Runs a script in a network of its own that has nothing but loopback, where this machine lets one make it. */
function withoutNetwork(script: string, argument: string): number {
  const isAlone = spawnSync('unshare', ['--net', 'true']).status === 0;
  if (!isAlone) console.log('THE NETWORK IS NOT SHUT OFF: this user may not make a network namespace.');
  const own = [process.execPath, script, argument];
  const shut = ['unshare', '--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'inside', ...own];
  const [command = '', ...args] = isAlone ? shut : own;
  return spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;
}
