import type { World } from '../kernel/world.ts';
import type { Outside } from '../workload/perform.ts';
import type { Plan } from '../workload/steps.ts';
import { sameWithoutFaults } from './calm.ts';
import { conservation } from './conservation.ts';
import { disclosures } from './disclosures.ts';
import { evaluations } from './evaluation.ts';
import { ledger } from './ledger.ts';
import { nobodyNamed, sealedAnew } from './personal.ts';
import { projection } from './projection.ts';
import { receivers } from './receivers.ts';
import { look } from './stores.ts';
import { subscribers } from './subscribers.ts';
import { upgraded } from './upgrade.ts';
import { dismissedRows } from './waiting-rows.ts';

/** Everything that must hold at rest. @returns what does not */
export async function checksOf(world: World, outside: Outside, plan: Plan): Promise<string[]> {
  const seen = await look(world);
  return [
    ...(await conservation(seen, outside)),
    ...(await dismissedRows(seen)),
    ...(await projection(seen)),
    ...upgraded(seen),
    ...receivers(seen),
    ...(await ledger(seen)),
    ...(await disclosures(seen, outside)),
    ...(await subscribers(seen)),
    ...(await evaluations(seen)),
    ...nobodyNamed(seen),
    ...(await sealedAnew(seen)),
    // The last one: it installs other engines.
    ...(await sameWithoutFaults(seen, plan)),
  ];
}
