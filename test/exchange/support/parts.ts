import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Exit code where a server is missing. */
export const exitWithoutParts = 3;

/** The folder of PostgreSQL's programs: Debian has one a major version. */
export function postgresFolder(): string | undefined {
  const folder = '/usr/lib/postgresql';
  if (!existsSync(folder)) return undefined;
  const [newest] = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  return newest && join(folder, newest, 'bin');
}

export const sshdPath = '/usr/sbin/sshd';
export const mariadbPath = '/usr/sbin/mariadbd';

/** The parts that are not on this machine. */
export const missingParts = (): string[] => [
  ...(existsSync(sshdPath) ? [] : ['openssh-server']),
  ...(postgresFolder() ? [] : ['postgresql']),
  ...(existsSync(mariadbPath) ? [] : ['mariadb-server']),
  ...(process.getuid?.() === 0 ? [] : ['root (the servers run as users of their own)']),
];
