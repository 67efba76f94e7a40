/** Checks that are counted and printed as they are made. */
export function openChecks() {
  const counts = { passed: 0, failed: 0 };
  const check = (what: string, isSo: boolean, found: unknown = ''): void => {
    counts[isSo ? 'passed' : 'failed']++;
    const said = typeof found === 'string' ? found : JSON.stringify(found);
    console.log(`  ${isSo ? '✓' : '✗'} ${what}${said && `: ${said.slice(0, 600)}`}`);
  };
  return {
    check,
    /** A part of the test that cannot go on is one failed check. */
    async part(name: string, work: () => Promise<void>): Promise<void> {
      const begun = Date.now();
      console.log(`\n== ${name}`);
      try {
        await work();
      } catch (error) {
        check(`${name} went to its end`, false, error instanceof Error ? (error.stack ?? '') : String(error));
      }
      console.log(`   ${Math.round((Date.now() - begun) / 1000)} s`);
    },
    counts,
  };
}
