const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const idBits = (1n << 128n) - 1n;

/**
 * The trace of a run (W3C Trace Context): its id, a ULID of 128 bits, as 32 hexadecimal digits. So whoever has the id of the
 * run knows its trace, without a look-up. Undefined for what is not the id of a run.
 */
export function traceIdOfRun(runId: string): string | undefined {
  if (runId.length !== 26) return undefined;
  let bits = 0n;
  for (const character of runId) {
    const value = crockford.indexOf(character);
    if (value < 0) return undefined;
    bits = bits * 32n + BigInt(value);
  }
  const id = bits & idBits;
  return id === 0n ? undefined : id.toString(16).padStart(32, '0');
}
