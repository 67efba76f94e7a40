import { existsSync } from 'node:fs';

/** `sysexits.h` has no code for it: 3 says that nothing was tested. */
export const exitWithoutChromium = 3;

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium of this machine, or the one that `CHROMIUM` names. */
export const findChromium = (): string | undefined =>
  [process.env['CHROMIUM'], ...places].find((path): path is string => path !== undefined && existsSync(path));
