import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import SftpClient from 'ssh2-sftp-client';
import type { SftpBoxConfig } from '../config.ts';
import { BoxDown, BoxProblem } from '../problem.ts';
import { readSecret } from '../secrets.ts';
import { digesting } from './digesting.ts';
import type { Files } from './files.ts';
import type { Listed, Size } from './sightings.ts';

type Server = Pick<
  SftpBoxConfig,
  'host' | 'port' | 'user' | 'hostKey' | 'key' | 'passphrase' | 'password' | 'folder'
>;

/** The protocol itself, as the client hands it out. */
type SftpProtocol = Awaited<ReturnType<SftpClient['connect']>>;

interface Connection {
  readonly client: SftpClient;
  /** Its errors have the codes of the server. */
  readonly raw: SftpProtocol;
}

const connectMilliseconds = 20_000;
const keepAliveMilliseconds = 10_000;

/**
 * A folder of an SFTP server. It is connected when it is first needed, and again when the connection is lost. A server with
 * another host key than the pinned one is not logged in to.
 */
export function sftpFiles(server: Server): Files {
  const session = new Session(server);
  const at = (path: string): string => `${server.folder.replace(/\/+$/, '')}/${path}`;
  return {
    list: (folder = '') =>
      session.use(async ({ client }) =>
        (await client.list(at(folder))).map(({ name, type, size, modifyTime }) => ({
          name,
          kind: kinds[type] ?? 'other',
          size: { bytes: size, modified: modifyTime },
        })),
      ),
    stat: (path) => session.use(({ raw }) => statOf(raw, at(path))),
    ensureFolder: (name) =>
      session.use(async ({ client, raw }) => {
        if (!(await statOf(raw, at(name)))) await client.mkdir(at(name), false);
      }),
    fetch: (path, to) =>
      session.use(async ({ raw }) => {
        const { digest, stream } = digesting();
        await pipeline(raw.createReadStream(at(path)), stream, createWriteStream(to, { mode: 0o600 }));
        return digest();
      }),
    move: (from, to) =>
      session.use(async ({ client, raw }) => {
        if (await statOf(raw, at(to))) throw new BoxProblem('a file is moved to a name that is taken');
        await client.rename(at(from), at(to));
      }),
    put: (path, bytes) =>
      session.use(async (connection) => {
        const part = `${at(path)}.part`;
        await connection.client.put(Buffer.from(bytes), part);
        await replace(part, at(path), connection);
      }),
    remove: (path) =>
      session.use(async ({ client }) => {
        await client.delete(at(path), true);
      }),
    close: () => session.close(),
  };
}

/** Servers that do not know how to replace a file in one step lose the old one first. */
async function replace(part: string, path: string, { client, raw }: Connection): Promise<void> {
  try {
    await client.posixRename(part, path);
  } catch {
    if (await statOf(raw, path)) await client.delete(path);
    await client.rename(part, path);
  }
}

class Session {
  readonly #server: Server;
  #connection: Promise<Connection> | undefined;

  constructor(server: Server) {
    this.#server = server;
  }

  async use<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    this.#connection ??= this.#connect();
    const current = this.#connection;
    try {
      return await work(await current);
    } catch (error) {
      throw saidOf(error, this.#connection !== current);
    }
  }

  async close(): Promise<void> {
    const current = this.#connection;
    this.#connection = undefined;
    const connection = await current?.catch(() => undefined);
    await connection?.client.end();
  }

  async #connect(): Promise<Connection> {
    const forget = (): void => {
      this.#connection = undefined;
    };
    const client = new SftpClient('exchange', { error: forget, end: forget, close: forget });
    const seen: string[] = [];
    try {
      const { host, port, user, key, passphrase, password } = this.#server;
      const raw = await client.connect({
        host,
        port,
        username: user,
        ...(key && { privateKey: await readSecret(key) }),
        ...(passphrase && { passphrase: await readSecret(passphrase) }),
        ...(password && { password: await readSecret(password) }),
        hostVerifier: (shown: Buffer) => this.#isPinned(shown, seen),
        readyTimeout: connectMilliseconds,
        keepaliveInterval: keepAliveMilliseconds,
      });
      return { client, raw };
    } catch (error) {
      forget();
      if (error instanceof BoxProblem) throw new BoxDown(error.message);
      const [other] = seen;
      if (other)
        throw new BoxDown(
          `the server shows another host key (${other}) than the pinned one: nothing was sent or read. Ask its authority, by telephone, whether the key was replaced; then pin the new one`,
        );
      throw new BoxDown(connectionText(error));
    }
  }

  #isPinned(shown: Buffer, others: string[]): boolean {
    const fingerprint = `SHA256:${createHash('sha256').update(shown).digest('base64').replace(/=+$/, '')}`;
    const isPinned = [this.#server.hostKey].flat().includes(fingerprint);
    if (!isPinned) others.push(fingerprint);
    return isPinned;
  }
}

const kinds: Readonly<Record<string, Listed['kind']>> = { '-': 'file', d: 'folder', l: 'link' };

const noSuchFile = 2;

const statOf = (raw: SftpProtocol, path: string): Promise<{ kind: Listed['kind']; size: Size } | undefined> =>
  new Promise((resolve, reject) => {
    raw.lstat(path, (error, stats) => {
      if (error) {
        if (Number((error as NodeJS.ErrnoException).code) === noSuchFile) resolve(undefined);
        else reject(error);
        return;
      }
      const kind = stats.isSymbolicLink()
        ? 'link'
        : stats.isDirectory()
          ? 'folder'
          : stats.isFile()
            ? 'file'
            : 'other';
      resolve({ kind, size: { bytes: stats.size, modified: stats.mtime * 1000 } });
    });
  });

/** Errors of the protocol, without the path that the client adds. */
const answers: Readonly<Record<string, string>> = {
  '2': 'the folder or file is not on the server',
  '3': 'the server gives no right to this',
  '4': 'the server could not do this: its disk may be full, or the name taken',
  '8': 'the server does not know this operation',
};

function saidOf(error: unknown, isLost: boolean): unknown {
  if (error instanceof BoxProblem) return error;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  const known = answers[code];
  if (known) return new BoxProblem(known);
  return isLost || code.startsWith('ERR_') ? new BoxDown('the connection to the server was lost') : error;
}

function connectionText(error: unknown): string {
  const { code = '', message = '', level } = error as NodeJS.ErrnoException & { level?: string };
  if (/authentication methods failed/.test(message) || level === 'client-authentication')
    return 'the server refuses the user, its key or its password';
  if (/Timed out/.test(message)) return 'the server does not answer in time';
  return `the server is not reached (${code || 'no connection'})`;
}
