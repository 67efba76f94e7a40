/**
 * Loaded before a function of the emulated cloud: its clock goes ahead by what a file says (in
 * milliseconds), as the local host's does in tests. Nothing is moved where there is no such file.
 */
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const { MOVED_CLOCK: file } = process.env;
if (file) {
  const Real = Date;
  const checkMilliseconds = 20;
  let checked = Number.NEGATIVE_INFINITY;
  let ahead = 0;
  const aheadNow = () => {
    const now = performance.now();
    if (now - checked > checkMilliseconds) {
      checked = now;
      if (existsSync(file)) ahead = Number(readFileSync(file, 'utf8'));
    }
    return ahead;
  };
  globalThis.Date = class MovedDate extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + aheadNow());
      else super(...parts);
    }

    static now() {
      return Real.now() + aheadNow();
    }
  };
}
