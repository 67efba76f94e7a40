import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Tries whether a folder can be written. It is a process of its own, because a process whose file system hangs can neither
 * go on nor end. Prints the code of what failed.
 */
try {
  const folder = process.argv[2] ?? '';
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'probe');
  writeFileSync(file, 'x');
  rmSync(file);
} catch (error) {
  console.log((error as NodeJS.ErrnoException).code ?? String(error));
  process.exitCode = 1;
}
