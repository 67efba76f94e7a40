/** Counts checks, and says what became of each. */
export function createChecks() {
  const count = { passed: 0, failed: 0 };
  return {
    count,
    /** A check fails by what it says, or by what it throws. */
    check(what: string, fault: () => string): void {
      const since = Date.now();
      const said = faultOf(fault);
      count[said === '' ? 'passed' : 'failed']++;
      console.log(`  ${said === '' ? '✓' : '✗'} ${what} (${((Date.now() - since) / 1000).toFixed(1)} s)`);
      if (said !== '') console.log(said.replace(/^/gm, '      '));
    },
  };
}

function faultOf(fault: () => string): string {
  try {
    return fault();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
