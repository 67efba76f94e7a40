import {
  directoryMessage,
  recordIdOf,
  settlementMessage,
  suspensionIdOf,
} from '../../../lib/application/deliveries/receiver-messages.ts';
import type { Receiver } from '../../../lib/credit-file/projection/delivery-state.ts';
import {
  desiredInDirectory,
  desiredInSettlement,
} from '../../../lib/credit-file/projection/desired-state.ts';
import type { FileState } from '../../../lib/credit-file/projection/file-state.ts';
import { retrySchedule } from '../../../lib/delivery/index.ts';
import type { Entries } from '../engines/receiver.ts';
import type { Seen } from './stores.ts';

/**
 * Each receiver holds exactly what the files say: neither less, nor more, nor something older. Of a file whose delivery it
 * refused as often as the schedule has attempts, it may hold anything: a person has to act.
 */
export function receivers(seen: Seen): string[] {
  const files = seen.folders.flatMap(({ files }) => [...files.values()]);
  const { directory, settlement } = seen.world;
  return [
    ...files.flatMap((file) => givenUp(file)),
    ...compare('directory', directory.entries, {
      wanted: wantedRows(files, seen),
      refused: new Set(files.filter((file) => isRefused(file, 'directory')).map(recordIdOf)),
    }),
    ...compare('settlement', settlement.entries, {
      wanted: wantedSuspensions(files, seen),
      refused: new Set(files.filter((file) => isRefused(file, 'settlement')).map(suspensionIdOf)),
    }),
  ];
}

function isRefused({ deliveries }: FileState, receiver: Receiver): boolean {
  const delivery = deliveries[receiver];
  return delivery?.stage === 'given-up' && delivery.attempt >= retrySchedule.length;
}

const givenUp = (file: FileState): string[] =>
  (['directory', 'settlement'] as const)
    .filter((receiver) => file.deliveries[receiver]?.stage === 'given-up' && !isRefused(file, receiver))
    .map(
      (receiver) =>
        `the delivery of ${file.category} to ${receiver} is given up: ${file.deliveries[receiver]?.problem}`,
    );

type Wanted = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

function wantedRows(files: readonly FileState[], { vault }: Seen): Wanted {
  return new Map(
    files
      .filter((file) => desiredInDirectory(file))
      .map((file) => {
        const { name, id, grade, state, cycle, sanctions } = directoryMessage(file, vault);
        return [recordIdOf(file), { name, id, grade, state, cycle, sanctions }];
      }),
  );
}

function wantedSuspensions(files: readonly FileState[], { vault }: Seen): Wanted {
  return new Map(
    files
      .filter((file) => desiredInSettlement(file))
      .map((file) => {
        const { message } = settlementMessage(file, vault, 'inclusive');
        return [
          suspensionIdOf(file),
          { id: message.certno, name: message.name, kind: message.kind, from: message.from },
        ];
      }),
  );
}

/** The fields of a row under the names used here. */
function saidIn(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { name, psn_name, uscc, certNo, certno, begndate, ...rest } = row;
  return { ...rest, name: name ?? psn_name, id: uscc ?? certNo ?? certno, from: begndate };
}

function compare(
  receiver: Receiver,
  { held }: Entries,
  { wanted, refused }: { wanted: Wanted; refused: ReadonlySet<string> },
): string[] {
  const there = new Map([...held].filter(([, { isGone }]) => !isGone));
  const compared = [...wanted].filter(([id]) => !refused.has(id));
  const missing = compared.filter(([id]) => !there.has(id));
  const strange = [...there.keys()].filter((id) => !wanted.has(id) && !refused.has(id));
  const different = compared.flatMap(([id, fields]) => {
    const row = there.get(id)?.row;
    const said = row && saidIn(row);
    return Object.entries(fields)
      .filter(([name, value]) => said && JSON.stringify(said[name]) !== JSON.stringify(value))
      .map(
        ([name, value]) =>
          `${receiver} holds ${name} ${JSON.stringify(said?.[name])}, not ${JSON.stringify(value)}`,
      );
  });
  return [
    ...missing.map(() => `${receiver} lacks an entry`),
    ...strange.map(() => `${receiver} has an entry that it should not have`),
    ...different,
  ];
}
