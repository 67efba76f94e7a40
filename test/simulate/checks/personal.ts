import { inflateRawSync } from 'node:zlib';
import { createRotationStore } from '../../../lib/store/rotation-store.ts';
import type { Item } from '../engines/values.ts';
import { named, personal } from '../workload/cast.ts';
import type { Seen } from './stores.ts';

/** Nobody's name or number is in a key, an item, a message or a line of the log. */
export function nobodyNamed({ world }: Seen): string[] {
  const words = [...personal, ...named];
  const within = (where: string, text: string): string[] =>
    words.some((word) => text.includes(word)) ? [`${where} names somebody`] : [];
  return [
    ...new Set([
      ...world.table
        .all()
        .flatMap((item) => within(`the item ${item['pk']?.S} ${item['sk']?.S}`, textOf(item))),
      ...world.queues.bodies.flatMap((body) => within('a message', body)),
      ...world.functions.said.lines.flatMap((line) => within(`the log (${line.split(' ')[1]})`, line)),
    ]),
  ];
}

/** After a rotation that is finished nothing is sealed with an earlier key. */
export async function sealedAnew({ world, table }: Seen): Promise<string[]> {
  const rotation = await createRotationStore(table).newest();
  if (!rotation) return [];
  if (rotation.state !== 'finished')
    return [`the rotation to key ${rotation.number} ended ${rotation.state}`];
  return world.table
    .all()
    .filter((item) => sealedWith(textOf(item)).some((number) => number < rotation.number))
    .map((item) => `the item ${item['pk']?.S} ${item['sk']?.S} is sealed with an earlier key`);
}

/** Key numbers of the sealed values in a text. */
const sealedWith = (text: string): number[] =>
  [...text.matchAll(/(?<![\w.-])(\d{1,4})\.[\w-]{38,}(?![\w.-])/g)].map(([, number]) => Number(number));

const textOf = (item: Item): string =>
  Object.entries(item)
    .map(([name, { S, B }]) => `${name} ${S ?? ''} ${B ? inflated(B) : ''}`)
    .join('\n');

function inflated(bytes: Uint8Array): string {
  try {
    return inflateRawSync(bytes).toString('utf8');
  } catch {
    // Sealed, or packed with a dictionary: a sheet names nobody, and what is sealed cannot be read.
    return '';
  }
}
