import { Fault } from '../shared/fault.ts';
import type { Table } from './table.ts';

/** The table for a function that only reads. It refuses a write on every host, as the function's rights do on AWS. */
export function readOnly(table: Table): Table {
  const refuse = async (pk: string): Promise<never> => {
    const kind = pk.split('#')[0];
    throw new Fault('access-refused', `This function may only read, and tried to write an item ${kind}.`, {
      retryable: false,
    });
  };
  return { ...table, put: (item) => refuse(item['pk']?.S ?? ''), update: refuse };
}
