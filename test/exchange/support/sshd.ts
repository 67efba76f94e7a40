import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import { sshdPath } from './parts.ts';
import { ServerProcess, userOf } from './server-process.ts';

/** The user that the SFTP box belongs to. */
export const sftpUser = 'nobody';

/** An authority's SFTP server: OpenSSH with an own configuration, host key and user key. */
export interface SftpServer {
  readonly port: number;
  /** The fingerprint of its host key, as it is pinned. */
  readonly hostKey: string;
  /** The private key of the agent. */
  readonly userKey: string;
  /** The folder of the box, as it lies on the server. */
  readonly box: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Gives it another host key. @returns the fingerprint */
  replaceHostKey(): string;
  close(): Promise<void>;
}

export async function startSftp(): Promise<SftpServer> {
  const server = new ServerProcess('sshd', undefined, 'SIGKILL');
  const port = await freePort();
  const at = (name: string): string => join(server.folder, name);
  const user = userOf(sftpUser);
  mkdirSync('/run/sshd', { recursive: true });
  chmodSync(server.folder, 0o711);
  const box = at('box');
  mkdirSync(box);
  chownSync(box, user.uid, user.gid);
  const makeHostKey = (): string => {
    execFileSync('rm', ['-f', at('host-key'), at('host-key.pub')]);
    return makeKey(at('host-key'));
  };
  let hostKey = makeHostKey();
  makeKey(at('user-key'));
  writeFileSync(at('authorized'), readFileSync(at('user-key.pub')), { mode: 0o644 });
  writeFileSync(
    at('config'),
    [
      ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host-key')}`, `PidFile ${at('pid')}`],
      ...[
        `AuthorizedKeysFile ${at('authorized')}`,
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
      ],
      ...[
        'Subsystem sftp internal-sftp',
        'ForceCommand internal-sftp',
        `AllowUsers ${sftpUser}`,
        'MaxStartups 100',
      ],
    ].join('\n'),
  );
  const start = (): Promise<void> => server.start(sshdPath, ['-D', '-e', '-f', at('config')], port);
  await start();
  return {
    port,
    box,
    userKey: at('user-key'),
    get hostKey() {
      return hostKey;
    },
    start,
    stop: async () => {
      await server.stop();
    },
    replaceHostKey: () => {
      hostKey = makeHostKey();
      return hostKey;
    },
    close: () => server.close(),
  };
}

/** @returns the fingerprint */
function makeKey(path: string): string {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
  return execFileSync('ssh-keygen', ['-l', '-f', `${path}.pub`], { encoding: 'utf8' }).split(' ')[1] ?? '';
}
