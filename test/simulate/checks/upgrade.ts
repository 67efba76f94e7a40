import { leftBehind, movableIn } from '../../../lib/credit-file/folding/movable.ts';
import type { Seen } from './stores.ts';

/** After an upgrade nothing is outside the slots that belongs into them, nor a copy of what is in them. */
export const upgraded = ({ world, folders }: Seen): string[] =>
  world.functions.said.events.has('upgrade.started')
    ? folders
        .filter(({ files }) => files.size > 0)
        .flatMap((folder) => {
          const left = movableIn(folder);
          const copies = leftBehind(folder);
          return [
            ...(left
              ? [
                  `${left.decisions.length} decisions and ${left.links.length} links are not in slots after an upgrade`,
                ]
              : []),
            ...(copies.decisions.length + copies.links.length > 0
              ? ['copies are left outside the slots after an upgrade']
              : []),
          ];
        })
    : [];
