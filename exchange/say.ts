/** Writes one line of the log: an event with its box, entry and run, never a name or a value of what was sent. */
export type Say = (
  level: 'info' | 'warn' | 'error',
  event: string,
  fields?: Readonly<Record<string, string | number | undefined>>,
) => void;

/** Lines of JSON. */
export const sayTo =
  (write: (line: string) => void, clock: () => Date): Say =>
  (level, event, fields = {}) =>
    write(JSON.stringify({ at: clock().toISOString(), level, event, ...fields }));
