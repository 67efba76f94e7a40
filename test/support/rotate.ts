import type { RotationView } from '../../schemas/keys.ts';
import { type Connector, until } from './connector.ts';

export const rotationOf = ({ client }: Connector): Promise<RotationView> =>
  client.call('GET', '/v1/keys/rotation') as Promise<RotationView>;

export const beginRotation = ({ client }: Connector): Promise<RotationView> =>
  client.call('POST', '/v1/keys/rotation', { reason: '例行更换' }) as Promise<RotationView>;

export const passMinutes = (connector: Connector, minutes: number): void => connector.pass(minutes / 1440);

const isOver = ({ state }: RotationView): boolean => state === 'finished' || state === 'incomplete';

/** Lets time pass until a pass of the rotation finds nothing more. */
export async function endRotation(connector: Connector): Promise<RotationView> {
  for (;;) {
    await until('the pass is done', async () => {
      const rotation = await rotationOf(connector);
      return rotation.state === 'waiting' || isOver(rotation);
    });
    const rotation = await rotationOf(connector);
    if (isOver(rotation)) return rotation;
    passMinutes(connector, 20);
    await until('a pass begins', async () => (await rotationOf(connector)).state !== 'waiting');
  }
}
