import { openFileKeyProvider } from './file-key-provider.ts';
import type { DataKeyStore, KeyProvider } from './key-provider.ts';
import { openKmsKeyProvider } from './kms-key-provider.ts';
import { type Runtime, setting } from './runtime.ts';

/** The key provider of this host. */
export const openKeyProvider = (runtime: Runtime, keyStore: DataKeyStore): KeyProvider =>
  runtime.env['KEY_FILE']
    ? openFileKeyProvider(runtime.env['KEY_FILE'], runtime.env['PEPPER_FILE'])
    : openKmsKeyProvider(keyStore, {
        pepperSecret: runtime.env['PEPPER_SECRET_ARN'],
        dataKey: () => setting(runtime, 'DATA_KEY_ARN'),
      });
