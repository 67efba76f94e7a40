import { awsFault } from '../shared/aws-fault.ts';
import type { Fault } from '../shared/fault.ts';

export const tableFault = (error: unknown): Fault =>
  awsFault(error, 'store-unavailable', 'The table did not take a request');

/** @throws Fault `store-unavailable`, `access-refused` */
export async function answered<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    throw tableFault(error);
  }
}
