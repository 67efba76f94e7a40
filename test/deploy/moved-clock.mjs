/**
 * Loaded before a function of the emulated cloud: its clock goes ahead by what a file says (in
 * milliseconds), as the local host's does in tests. Nothing is moved where there is no such file.
 */
import { existsSync, readFileSync } from 'node:fs';

const { MOVED_CLOCK: file } = process.env;
if (file) {
  const Real = Date;
  // Read each time: a test that has moved the clock may ask the very next moment.
  const ahead = () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  globalThis.Date = class MovedDate extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + ahead());
      else super(...parts);
    }

    static now() {
      return Real.now() + ahead();
    }
  };
}
