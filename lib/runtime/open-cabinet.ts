import { openFileCabinet } from './file-cabinet.ts';
import type { DataKeyShelf, KeyCabinet } from './key-cabinet.ts';
import { type Runtime, setting } from './runtime.ts';
import { openServiceCabinet } from './service-cabinet.ts';

/** The keys of this host. */
export const openCabinet = (runtime: Runtime, shelf: DataKeyShelf): KeyCabinet =>
  runtime.env['KEY_FILE']
    ? openFileCabinet(runtime.env['KEY_FILE'], runtime.env['PEPPER_FILE'])
    : openServiceCabinet(shelf, {
        pepperSecret: runtime.env['PEPPER_SECRET_ARN'],
        dataKey: () => setting(runtime, 'DATA_KEY_ARN'),
      });
