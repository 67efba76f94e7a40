const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of the run of a file of an archive: that of the archive's run, counted on by its place. It is the same whenever
 * the archive is split, and sorts behind its archive, in the order of the files.
 */
export function partRunId(runId: string, place: number): string {
  const characters = [...runId];
  let carry = place + 1;
  for (let at = characters.length - 1; at >= 0 && carry > 0; at--) {
    const value = crockford.indexOf(characters[at] ?? '') + carry;
    characters[at] = crockford[value % crockford.length] ?? '';
    carry = Math.floor(value / crockford.length);
  }
  return characters.join('');
}
