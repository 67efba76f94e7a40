import { join } from 'node:path';
import type { Runtime } from './runtime.ts';

/** The name of the folder beside the bundle on Lambda. */
export const consoleFolderName = 'console';

/** The folder of the console's page and assets: beside the bundle on Lambda, the one of `CONSOLE_FOLDER` elsewhere. */
export const consoleFolderOf = ({ env }: Pick<Runtime, 'env'>): string =>
  env['CONSOLE_FOLDER'] || join(import.meta.dirname, consoleFolderName);
