import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { freePort } from '../../support/free-port.ts';
import { makeCertificate } from './certificate.ts';
import { mariadbPath, postgresFolder } from './parts.ts';
import { ServerProcess, type User, userOf } from './server-process.ts';
import { until } from './until.ts';

/** A database of an authority, with its owner's statements. */
export interface TestDatabase {
  readonly port: number;
  readonly server: ServerProcess;
  /** Its certificate, which is its own authority. */
  readonly certificate: string;
  /** Runs statements as the owner, parted by semicolons at line ends. */
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
  restart(): Promise<void>;
  close(): Promise<void>;
}

const ownerPassword = 'owner-of-the-test';

const statements = (sql: string): string[] =>
  sql
    .split(/;\s*(?:\n|$)/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** A certificate that the server's user may read. */
function certificateOf(server: ServerProcess, { uid, gid }: User): ReturnType<typeof makeCertificate> {
  const made = makeCertificate(server.folder);
  for (const path of Object.values(made)) chownSync(path, uid, gid);
  return made;
}

export async function startPostgresql(): Promise<TestDatabase> {
  const programs = postgresFolder() ?? '';
  const server = new ServerProcess('postgresql', userOf('postgres'), 'SIGINT');
  const data = join(server.folder, 'data');
  const port = await freePort();
  const { certificate, key } = certificateOf(server, userOf('postgres'));
  writeFileSync(join(server.folder, 'password'), ownerPassword);
  server.prepare(join(programs, 'initdb'), [
    ...['-D', data, '-U', 'owner', '-A', 'scram-sha-256', '--pwfile', join(server.folder, 'password')],
    ...['-E', 'UTF8', '--locale', 'C', '-N'],
  ]);
  const start = () =>
    server.start(
      join(programs, 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-k',
        server.folder,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'fsync=off',
        ...['-c', 'ssl=on', '-c', `ssl_cert_file=${certificate}`, '-c', `ssl_key_file=${key}`],
      ],
      port,
    );
  const query = async (sql: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({
      ...{ host: '127.0.0.1', port, user: 'owner', password: ownerPassword, database: 'postgres' },
    });
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  return startDatabase({ port, server, certificate, start, query });
}

export async function startMariadb(): Promise<TestDatabase> {
  const server = new ServerProcess('mariadb', userOf('mysql'));
  const data = join(server.folder, 'data');
  const port = await freePort();
  const { certificate, key } = certificateOf(server, userOf('mysql'));
  server.prepare('mariadb-install-db', [
    ...['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
  ]);
  const start = () =>
    server.start(
      mariadbPath,
      [
        ...['--no-defaults', `--datadir=${data}`, `--port=${port}`, '--bind-address=127.0.0.1'],
        ...[`--socket=${join(server.folder, 'socket')}`, `--pid-file=${join(server.folder, 'pid')}`],
        ...['--character-set-server=utf8mb4', '--innodb-flush-log-at-trx-commit=0', '--skip-name-resolve'],
        ...[`--ssl-cert=${certificate}`, `--ssl-key=${key}`, `--ssl-ca=${certificate}`],
      ],
      port,
    );
  const query = async (sql: string): Promise<Record<string, unknown>[]> => {
    const connection = await createConnection({
      host: '127.0.0.1',
      port,
      user: 'root',
      multipleStatements: false,
    });
    try {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    } finally {
      await connection.end();
    }
  };
  return startDatabase({ port, server, certificate, start, query });
}

/** A database once it takes statements. */
async function startDatabase({
  start,
  query,
  ...place
}: Pick<TestDatabase, 'port' | 'server' | 'certificate'> & {
  readonly start: () => Promise<void>;
  readonly query: TestDatabase['rows'];
}): Promise<TestDatabase> {
  const begin = async () => {
    await start();
    await until('the database takes statements', () => query('select 1').catch(() => undefined));
  };
  await begin();
  return {
    ...place,
    rows: query,
    run: async (sql) => {
      for (const one of statements(sql)) await query(one);
    },
    restart: async () => {
      await place.server.stop();
      await begin();
    },
    close: () => place.server.close(),
  };
}
