import type { World } from '../kernel/world.ts';
import type { Outside } from './perform.ts';
import type { Act } from './steps.ts';

/** What officers and agencies do. @returns how it ended, for the coverage */
export async function officersAct(_act: Act, _world: World, _outside: Outside): Promise<string> {
  return 'not yet';
}
