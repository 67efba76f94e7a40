import { Fault } from '../shared/fault.ts';
import type { DataKeyStore } from './key-provider.ts';
import { watchKeys } from './key-watch.ts';
import { openKeyProvider } from './open-key-provider.ts';
import type { Runtime } from './runtime.ts';
import { createVault, pepperMarkOf, type Vault } from './vault.ts';

/**
 * Opens the vault of this host. The first data key is made if there is none, unless the
 * function only reads: nothing is sealed then that it could open. Newer keys are read while the host runs.
 * @throws Fault `pepper-changed`
 */
export async function openVault(
  runtime: Runtime,
  keyStore: DataKeyStore,
  {
    makesKeys = true,
    onNewTable,
  }: {
    makesKeys?: boolean;
    /** Called before the first data key of a table is made. */
    onNewTable?: () => Promise<void>;
  } = {},
): Promise<Vault> {
  const keyProvider = openKeyProvider(runtime, keyStore);
  const dataKeys = new Map<number, Buffer>();
  const learn = async (): Promise<void> => {
    for (const [number, key] of await keyProvider.keysBeside(dataKeys)) dataKeys.set(number, key);
  };
  const pepper = await keyProvider.pepper();
  if (pepper) await mustBeOurs(pepper, keyStore);
  await learn();
  if (dataKeys.size === 0 && makesKeys) {
    await onNewTable?.();
    await keyProvider.make(1);
    await learn();
  }
  watchKeys(runtime, learn);
  return createVault({ pepper, dataKeys });
}

/**
 * With another pepper no subject would be recognised, and each would get a second file. The host therefore refuses to
 * work.
 */
async function mustBeOurs(pepper: Buffer, keyStore: DataKeyStore): Promise<void> {
  const mark = pepperMarkOf(pepper);
  if ((await keyStore.pepperMark(mark)) === mark) return;
  throw new Fault(
    'pepper-changed',
    'The pepper of this host is not the one that the keys of the table were made with.',
  );
}
