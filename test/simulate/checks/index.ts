import type { World } from '../kernel/world.ts';
import type { Outside } from '../workload/perform.ts';
import { conservation } from './conservation.ts';
import { ledger } from './ledger.ts';
import { nobodyNamed } from './personal.ts';
import { projection } from './projection.ts';
import { receivers } from './receivers.ts';
import { look } from './stores.ts';

/** Everything that must hold at rest. @returns what does not */
export async function checksOf(world: World, outside: Outside): Promise<string[]> {
  const seen = await look(world);
  return [
    ...(await conservation(seen, outside)),
    ...(await projection(seen)),
    ...receivers(seen),
    ...(await ledger(seen)),
    ...nobodyNamed(seen),
  ];
}
