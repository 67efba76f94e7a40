import { Fault } from '../shared/fault.ts';
import type { Table } from './table.ts';

const refusing =
  (may: string, act: string) =>
  async (pk: string): Promise<never> => {
    const kind = pk.split('#')[0];
    throw new Fault('access-refused', `This function may only ${may}, and tried to ${act} an item ${kind}.`, {
      retryable: false,
    });
  };

/** The table for a function that only reads. It refuses a write on every host, as the function's rights do on AWS. */
export function readOnly(table: Table): Table {
  const refuse = refusing('read', 'write');
  return { ...table, put: (item) => refuse(item['pk']?.S ?? ''), update: refuse, remove: refuse };
}

/** The table for a function that writes and removes nothing: every one but that of an upgrade. */
export const keeping = (table: Table): Table => ({ ...table, remove: refusing('write', 'remove') });
