import { Fault } from '../shared/fault.ts';
import type { DataKeyStore } from './key-provider.ts';
import { watchKeys } from './key-watch.ts';
import { openKeyProvider } from './open-key-provider.ts';
import type { Runtime } from './runtime.ts';
import { createVault, pepperMarkOf, type Vault } from './vault.ts';

/** The vault of this host, with its first data key made where there is none yet; it learns of keys that come later. */
export async function openVault(runtime: Runtime, keyStore: DataKeyStore): Promise<Vault> {
  const keyProvider = openKeyProvider(runtime, keyStore);
  const dataKeys = new Map<number, Buffer>();
  const learn = async (): Promise<void> => {
    for (const [number, key] of await keyProvider.keysBeside(dataKeys)) dataKeys.set(number, key);
  };
  const pepper = await keyProvider.pepper();
  if (pepper) await mustBeOurs(pepper, keyStore);
  await learn();
  if (dataKeys.size === 0) {
    await keyProvider.make(1);
    await learn();
  }
  watchKeys(runtime, learn);
  return createVault({ pepper, dataKeys });
}

/** With another pepper every subject would be a stranger, and known a second time from then on: nothing is done at all. */
async function mustBeOurs(pepper: Buffer, shelf: DataKeyStore): Promise<void> {
  const mark = pepperMarkOf(pepper);
  if ((await shelf.pepperMark(mark)) === mark) return;
  throw new Fault(
    'pepper-changed',
    'The pepper of this host is not the one that the keys of the table were made with.',
  );
}
