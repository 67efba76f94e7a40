import { Fault } from '../shared/fault.ts';
import type { DataKeyShelf } from './key-provider.ts';
import { watchKeys } from './key-watch.ts';
import { openCabinet } from './open-key-provider.ts';
import type { Runtime } from './runtime.ts';
import { createVault, pepperMarkOf, type Vault } from './vault.ts';

/** The vault of this host, with its first data key made where there is none yet; it learns of keys that come later. */
export async function openVault(runtime: Runtime, shelf: DataKeyShelf): Promise<Vault> {
  const cabinet = openCabinet(runtime, shelf);
  const dataKeys = new Map<number, Buffer>();
  const learn = async (): Promise<void> => {
    for (const [number, key] of await cabinet.keysBeside(dataKeys)) dataKeys.set(number, key);
  };
  const pepper = await cabinet.pepper();
  if (pepper) await mustBeOurs(pepper, shelf);
  await learn();
  if (dataKeys.size === 0) {
    await cabinet.make(1);
    await learn();
  }
  watchKeys(runtime, learn);
  return createVault({ pepper, dataKeys });
}

/** With another pepper every subject would be a stranger, and known a second time from then on: nothing is done at all. */
async function mustBeOurs(pepper: Buffer, shelf: DataKeyShelf): Promise<void> {
  const mark = pepperMarkOf(pepper);
  if ((await shelf.pepperMark(mark)) === mark) return;
  throw new Fault(
    'pepper-changed',
    'The pepper of this host is not the one that the keys of the table were made with.',
  );
}
