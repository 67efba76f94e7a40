import { samplePopulation } from './planted.ts';

/** Events that report a fault of the connector itself. */
const faults = new Set(['function.failed', 'request.failed', 'batch.failed', 'message.unreadable']);

/** The faults in a host's log, with the first line of each. */
export function faultsIn(log: string): string[] {
  return log
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { event?: string; route?: string; error?: { message?: string } })
    .filter(({ event = '' }) => faults.has(event))
    .map(({ event, route = '', error }) => `${event} ${route} ${error?.message ?? ''}`);
}

/** Numbers and names of the samples that occur in a host's log. */
export function namesIn(log: string): string[] {
  const { institutions, people } = samplePopulation();
  const everybody = [...people, ...institutions, ...institutions.map(({ representative }) => representative)];
  return everybody.flatMap(({ id, name }) => [id, name]).filter((word) => log.includes(word));
}
