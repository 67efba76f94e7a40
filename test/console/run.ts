import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { exitWithoutChromium, findChromium } from './support/chromium.ts';

const help = `Uses the console in a browser, as its officers do, on a connector with samples.

  npm run test:console [-- FILE…] [--screens] [--rows N]

--screens keeps a picture of the main screens in docs/screens/.
--rows N: how many rows wait in the list that is scrolled to its end (10,000; 100,000 takes minutes more).

Needs Chromium: that of the system, or the one that CHROMIUM names. Without it nothing is tested, and the exit code is ${exitWithoutChromium}.`;

const root = join(import.meta.dirname, '../..');
const asked = process.argv.slice(2);
const rowsAt = asked.indexOf('--rows');
const rows = rowsAt < 0 ? undefined : asked[rowsAt + 1];
const keeps = asked.includes('--screens');
const given = asked.filter(
  (one, index) => one !== '--screens' && (rowsAt < 0 || (index !== rowsAt && index !== rowsAt + 1)),
);
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
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(keeps && { SCREENS: '1' }),
        ...(rows && { ROWS: rows }),
      },
    },
  );
  process.exitCode = status ?? 1;
}
