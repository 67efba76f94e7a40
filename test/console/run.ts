import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { exitWithoutChromium, findChromium } from './support/chromium.ts';

const help = `Uses the console in a browser, as its officers do, on a connector with samples.

  npm run test:console [-- FILE…] [--screens]

--screens keeps a picture of the main screens in docs/screens/.

Needs Chromium: that of the system, or the one that CHROMIUM names. Without it nothing is tested, and the exit code is ${exitWithoutChromium}.`;

const root = join(import.meta.dirname, '../..');
const given = process.argv.slice(2).filter((one) => one !== '--screens');
const keeps = process.argv.includes('--screens');
if (given.includes('--help')) console.log(help);
else if (findChromium() === undefined) {
  console.error(
    'NOT TESTED: there is no Chromium here. Install chromium and fonts-noto-cjk, or set CHROMIUM.',
  );
  process.exitCode = exitWithoutChromium;
} else {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--config', 'vitest.console.config.ts', ...given],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...(keeps && { SCREENS: '1' }) } },
  );
  process.exitCode = status ?? 1;
}
