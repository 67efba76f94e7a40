import { openFileCabinet } from './file-key-provider.ts';
import type { DataKeyShelf, KeyCabinet } from './key-provider.ts';
import { openServiceCabinet } from './kms-key-provider.ts';
import { type Runtime, setting } from './runtime.ts';

/** The keys of this host. */
export const openCabinet = (runtime: Runtime, shelf: DataKeyShelf): KeyCabinet =>
  runtime.env['KEY_FILE']
    ? openFileCabinet(runtime.env['KEY_FILE'], runtime.env['PEPPER_FILE'])
    : openServiceCabinet(shelf, {
        pepperSecret: runtime.env['PEPPER_SECRET_ARN'],
        dataKey: () => setting(runtime, 'DATA_KEY_ARN'),
      });
